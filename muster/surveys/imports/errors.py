"""What can go wrong when answers come in from a file.

* AnswersError
  x NothingAsked        no column answers a question of the questionnaire
  x TooFewResponses     fewer than the program lets stand alone
  x NoQuestionnaire     the program asks nothing yet
  x TooManyAnswers      more lines than a room has people
  x TwiceTheSame        two columns answer the same question
  x WordsUnknown        words stand for no value yet
  x AlreadyIn           this file has been brought in for this build
  - NotWaiting          the import is over: its answers are in, or were taken back

A file that gives no table is a `SheetError`. Nothing is brought in when one of these is raised.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.core.sheets import SheetError


class AnswersError(Exception):
    """The answers cannot come in. Nothing was changed; the message says what to do."""


class NothingAsked(AnswersError):
    """No column answers a question."""

    def __init__(self) -> None:
        super().__init__(
            _("No column answers a question. Nothing was brought in; give a column a question.")
        )


class TooFewResponses(AnswersError):
    """So few that each could be laid beside the person whose line it was."""

    def __init__(self, many: int, fewest: int) -> None:
        says = ngettext(
            "The file has %(n)s response. With fewer than %(fewest)s it could be told who said "
            "what. Nothing was brought in; bring it in together with others.",
            "The file has %(n)s responses. With fewer than %(fewest)s it could be told who said "
            "what. Nothing was brought in; bring them in together with others.",
            many,
        )
        super().__init__(says % {"n": many, "fewest": fewest})


class NoQuestionnaire(AnswersError):
    """The program asks nothing yet."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The program has no questionnaire yet, so no answer has a question. Load a program "
                "pack first; nothing of the file was kept."
            )
        )


class TooManyAnswers(AnswersError):
    """More lines than a room has people."""

    def __init__(self, most: int) -> None:
        says = _(
            "The file has more than %(most)s lines, which is no room of people. Nothing was kept."
        )
        super().__init__(says % {"most": f"{most:,}"})


class TwiceTheSame(AnswersError):
    """Two columns answer the same question."""

    def __init__(self, first: str, second: str) -> None:
        says = _(
            "“%(first)s” and “%(second)s” are said to answer the same. One person answers a "
            "question once: choose one of the two. Your other choices are kept."
        )
        super().__init__(says % {"first": first, "second": second})


class WordsUnknown(AnswersError):
    """Words stand for no value yet."""

    def __init__(self, words: Sequence[str]) -> None:
        says = ngettext(
            "%(n)s word stands for no value yet: %(words)s. Nothing was brought in; say what it "
            "stands for, or that it is no answer.",
            "%(n)s words stand for no value yet: %(words)s. Nothing was brought in; say what each "
            "stands for, or that it is no answer.",
            len(words),
        )
        shown = ", ".join(f"“{word}”" for word in words[:5]) + ("…" if len(words) > 5 else "")
        super().__init__(says % {"n": len(words), "words": shown})


class AlreadyIn(AnswersError):
    """This file has been brought in for this build.

    Attributes:
        key: of that import.
    """

    def __init__(self, key: str, file: str) -> None:
        says = _("The answers of this file are here already (%(file)s). Nothing was changed.")
        super().__init__(says % {"file": file})
        self.key = key


class NotWaiting(AnswersError):
    """The import is over."""

    def __init__(self) -> None:
        super().__init__(_("This import is over: its answers are in, or were taken back."))


class BelongsToABuild(SheetError):
    """A file of answers was chosen where lists come in."""

    def __init__(self, tool: str) -> None:
        says = _(
            "These are answers to a survey (%(tool)s), which belong to a build. Nothing was kept. "
            "Bring the file in from the page of the build, under “Answers from a file”."
        )
        super().__init__(says % {"tool": tool})
