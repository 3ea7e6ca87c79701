"""Taking somebody's words out of a frozen report, wherever they stand.

A sentence of ours that holds them is replaced as a whole by the note that they were withdrawn: what
would be left of it could still tell. The program's own goals, questions and figures stay.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from muster.evidence.roles import NamedOrganization

Snapshot = dict[str, Any]

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
    {"component", "date", "due", "framework", "goal", "key", "observed", "on", "part", "place"}
    | {"qualifier", "reported", "scope", "stage", "unit", "url", "value", "verified", "year"}
)
# So many words in a row are somebody's sentence, and not the language's.
_RUN = 5


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is withdrawn, and how it is known wherever it stands.

    Attributes:
        kind: "quote" or "outcome".
        key: under which frozen versions hold it.
        goal: the code of the goal that it stood under, if any.
        said: the note that stands in its place.
        texts: the words themselves.
        names: whom it names, where nothing else names them with leave.
        in_goal: names that go from the sentences of that goal alone.
        adoptions: the keys of the adoptions that came of it; their words go with it.
    """

    kind: str
    key: str
    said: str
    goal: str = ""
    texts: Sequence[str] = ()
    names: Sequence[str] = ()
    in_goal: Sequence[str] = ()
    adoptions: Sequence[str] = ()

    def is_in(self, text: str, goal: str = "") -> bool:
        """Whether *text*, which may be a sentence of *goal*, holds its words or its names."""
        names = [*self.names, *(self.in_goal if goal and goal == self.goal else ())]
        return holds(text, self.texts) or any(_is_named(name, text) for name in names)


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


def _words(text: str) -> list[str]:
    plain = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return plain.split()


def _is_named(name: str, text: str) -> bool:
    plain = name.strip(" .,;:")
    return bool(plain) and bool(NamedOrganization(plain).spans_in(text))


def erase(snapshot: Snapshot, gone: Withdrawn, *, key_after: str) -> bool:
    """Take *gone* out of *snapshot*; its row goes, and so does every sentence that holds it.

    Args:
        key_after: the key that stands for it from now on, which says nothing.

    Returns:
        Whether anything was there.
    """
    name = f"{gone.kind}s"
    kept = [row for row in snapshot[name] if row["key"] != gone.key]
    changed = len(kept) < len(snapshot[name])
    snapshot[name] = kept
    for goal in snapshot["goals"]:
        for piece in goal["evidence"]:
            if (piece["kind"], piece["key"]) == (gone.kind, gone.key):
                piece["key"], changed = key_after, True
        blank = _Blanking(gone, goal["code"])
        goal["sentences"] = blank.all_of(goal["sentences"])
        changed = changed or blank.changed
    for adoption in snapshot["adoptions"]:
        if adoption["key"] in gone.adoptions and adoption["words"]:
            adoption["words"], changed = gone.said, True
    blank = _Blanking(gone)
    for place in _OURS:
        snapshot[place] = blank.all_of(snapshot[place])
    return _drop_quotes(snapshot, gone) or changed or blank.changed


def _drop_quotes(snapshot: Snapshot, gone: Withdrawn) -> bool:
    """Other people's sentences are not rewritten: one that names whom an outcome was about goes."""
    kept = [
        row
        for row in snapshot["quotes"]
        if not any(_is_named(name, f"{row['text']} {row['prints_as']}") for name in gone.names)
    ]
    dropped = len(kept) < len(snapshot["quotes"])
    snapshot["quotes"] = kept
    return dropped


@dataclass(slots=True)
class _Blanking:
    """Walks through a part of a snapshot and puts the note where the words were."""

    gone: Withdrawn
    goal: str = ""
    changed: bool = False

    def all_of(self, part: Any) -> Any:
        if isinstance(part, str):
            return self.paragraphs(part)
        if isinstance(part, list):
            return [self.all_of(each) for each in part]
        if isinstance(part, dict):
            return {
                name: value if name in _FIXED else self.all_of(value)
                for name, value in part.items()
            }
        return part

    def paragraphs(self, text: str) -> str:
        return "\n\n".join(map(self.paragraph, text.split("\n\n")))

    def paragraph(self, text: str) -> str:
        if not self.gone.is_in(text, self.goal):
            return text
        self.changed = True
        return self.gone.said
