"""Taking somebody's words out of a frozen report, wherever they stand.

A sentence of ours that holds them is replaced as a whole by the note that they were withdrawn: what
would be left of it could still tell. The program's own goals, questions and figures stay.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from muster.evidence.roles import NamedOrganization

Snapshot = dict[str, Any]

# What stands on the sign and at the foot; a name there is taken out, and no note is put there.
_SIGN = ("tagline", "venue", "source")
# Where words of ours stand in a snapshot, beside the sentences of goals.
_OURS = (
    "mission",
    "summary",
    "summary_note",
    "quotes_note",
    "history",
    "methods",
    "against_source",
    "overrides",
    "adoptions",
    "partners",
    "outcomes",
)
# Fields in them that are keys, days and kinds, and no words of anybody.
_FIXED = frozenset(
    {"component", "date", "due", "framework", "goal", "key", "observed", "on", "outcome", "part"}
    | {"place", "qualifier", "reported", "scope", "stage", "unit", "url", "value", "verified"}
    | {"year"}
)
# So many words in a row are somebody's sentence, and not the language's.
_RUN = 5
# So many words of a role tell more than what somebody does for a living.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is withdrawn, and how it is known wherever it stands.

    Attributes:
        kind: "quote" or "outcome".
        key: under which frozen versions hold it, and name its withdrawal.
        row_key: the key that its row had, under which its flags and acts are kept.
        goal: the code of the goal that it stood under, if any.
        said: the note that stands in its place.
        texts: the words themselves.
        names: whom it names, where nothing else names them with leave.
        in_goal: names that go from the sentences of that goal alone.
        signed: the role that a quote was printed with, where nobody else carries it.
    """

    kind: str
    key: str
    said: str
    row_key: str = ""
    goal: str = ""
    texts: Sequence[str] = ()
    names: Sequence[str] = ()
    in_goal: Sequence[str] = ()
    signed: str = ""

    def is_in(self, text: str, goal: str = "") -> bool:
        """Whether *text*, which may be a sentence of *goal*, holds its words or its names."""
        names = [*self.names, *(self.in_goal if goal and goal == self.goal else ())]
        return (
            holds(text, self.texts)
            or bool(self.names_in(text, names))
            or bool(self.signed and is_signed(text, self.signed))
        )

    def names_in(self, text: str, names: Sequence[str] | None = None) -> list[str]:
        """Those of its names, or of *names*, that *text* holds."""
        return [name for name in (self.names if names is None else names) if _is_named(name, text)]

    def among(self, rows: Sequence[Snapshot]) -> list[str]:
        """The keys of those *rows* of a frozen version that are it.

        By the key, or where no row has it by every word of the text: another row that says the
        same is somebody else's, who gave leave.
        """
        keys = [row["key"] for row in rows if row["key"] == self.key]
        told = [words for text in self.texts if (words := _words(text))]
        return keys or [row["key"] for row in rows if _words(row["text"]) in told]


def holds(text: str, texts: Iterable[str]) -> bool:
    """Whether *text* repeats one of *texts*: all of a short one, five words in a row of a long one.

    >>> holds("She said: very BRAVE, indeed", ["Very brave."])
    True
    >>> holds("They work to connect efforts.", ["It was able to connect efforts of many."])
    False
    """
    words = _words(text)
    runs = {tuple(words[at : at + _RUN]) for at in range(len(words))}
    for each in texts:
        wanted = _words(each)
        if len(wanted) >= _RUN:
            if any(tuple(wanted[at : at + _RUN]) in runs for at in range(len(wanted) - _RUN + 1)):
                return True
        elif wanted and any(run[: len(wanted)] == tuple(wanted) for run in runs):
            return True
    return False


def is_signed(text: str, role: str) -> bool:
    """Whether *text* repeats *role* as it was printed under a quote.

    Of three words and more, in any spelling. "Night clerk" is also what the language calls many
    people: it must stand as it was printed, with its capital.

    >>> is_signed("— Night clerk, Larkhaven", "Night clerk")
    True
    >>> is_signed("The night clerk has a number now.", "Night clerk")
    False
    >>> is_signed("A clerk at night, Exit 12, said so.", "Clerk at night, Exit 12")
    True
    """
    if len(_words(role)) >= _TELLING:
        return holds(text, [role])
    return bool(re.search(rf"(?<!\w){re.escape(role)}(?!\w)", text))


def _words(text: str) -> list[str]:
    plain = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return plain.split()


def _is_named(name: str, text: str) -> bool:
    plain = name.strip(" .,;:")
    return bool(plain) and bool(NamedOrganization(plain).spans_in(text))


def erase(snapshot: Snapshot, gone: Withdrawn) -> bool:
    """Take *gone* out of *snapshot*; its row goes, and so does every sentence that holds it.

    Returns:
        Whether anything was there.
    """
    name = f"{gone.kind}s"
    taken = gone.among(snapshot[name])
    snapshot[name] = [row for row in snapshot[name] if row["key"] not in taken]
    blank = _Blanking(gone, changed=bool(taken))
    for goal in snapshot["goals"]:
        for piece in goal["evidence"]:
            if piece["kind"] == gone.kind and piece["key"] in taken:
                blank.changed, piece["key"] = True, gone.key
        goal["sentences"] = blank.all_of(goal["sentences"], goal["code"])
    for adoption in snapshot["adoptions"]:
        if taken and adoption.get("outcome") in taken and adoption["words"]:
            adoption["words"] = gone.said
    _leave_out(snapshot, gone, blank)
    for place in _OURS:
        snapshot[place] = blank.all_of(snapshot[place])
    return blank.changed


def _leave_out(snapshot: Snapshot, gone: Withdrawn, blank: "_Blanking") -> None:
    """What is left out as a whole, because a note in its place would read as nonsense."""
    build = snapshot["build"]
    for name in _SIGN:
        build[name] = "" if blank.finds(build[name]) else build[name]
    build["aliases"] = [alias for alias in build["aliases"] if not blank.finds(alias)]
    for outcome in snapshot["outcomes"]:
        outcome["introductions"] = [
            row for row in outcome["introductions"] if not blank.finds_name(row["to"])
        ]
    # Other people's sentences are not rewritten: one that names whom it was about goes.
    snapshot["quotes"] = [
        row
        for row in snapshot["quotes"]
        if not blank.finds_name(f"{row['text']} {row['prints_as']}")
    ]


@dataclass(slots=True)
class _Blanking:
    """Walks through a part of a snapshot and puts the note where the words were."""

    gone: Withdrawn
    changed: bool = False

    def all_of(self, part: Any, goal: str = "") -> Any:
        """*part* with its paragraphs looked through; it may be the sentences of *goal*."""
        if isinstance(part, str):
            return "\n\n".join(self._paragraph(each, goal) for each in part.split("\n\n"))
        if isinstance(part, list):
            return [self.all_of(each, goal) for each in part]
        if isinstance(part, dict):
            return {
                name: value if name in _FIXED else self.all_of(value, goal)
                for name, value in part.items()
            }
        return part

    def finds(self, text: str) -> bool:
        """Whether *text* holds the words or the names; what does is about to be changed."""
        found = self.gone.is_in(text)
        self.changed = self.changed or found
        return found

    def finds_name(self, text: str) -> bool:
        """The same for the names alone."""
        found = bool(self.gone.names_in(text))
        self.changed = self.changed or found
        return found

    def _paragraph(self, text: str, goal: str) -> str:
        if not self.gone.is_in(text, goal):
            return text
        self.changed = True
        return self.gone.said
