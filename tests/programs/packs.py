"""The shipped pack, and a copy of it that a test may spoil."""

from datetime import UTC, datetime
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[2] / "program_packs" / "tat"
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


class PackFolder:
    """A copy of the shipped pack that a test may spoil."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def text(self, file: str) -> str:
        return (self.path / file).read_text(encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """Replace the first *old*, which must be there."""
        text = self.text(file)
        assert old in text
        (self.path / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    def line(self, file: str, words: str) -> int:
        """The first line with *words* in it."""
        return next(
            number
            for number, line in enumerate(self.text(file).splitlines(), start=1)
            if words in line
        )
