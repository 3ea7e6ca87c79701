"""What is marked for translation, read from the sources themselves: no gettext is asked for it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
MUSTER = ROOT / "muster"
CATALOG = MUSTER / "locale" / "es" / "LC_MESSAGES" / "django.po"

# Everything that somebody reads who has not signed in: reports, their list, and what goes wrong.
PUBLIC = [
    *(MUSTER / "reports" / "render").glob("*.py"),
    *(MUSTER / "reports" / "templates" / "reports" / "public").glob("*.html"),
    *(MUSTER / "reports" / "templates" / "reports").glob("public_*.html"),
    *(MUSTER / "reports" / "templates" / "reports").glob("listed.html"),
    *(MUSTER / "shell" / "templates").glob("*.html"),
    *(MUSTER / "shell" / "templatetags").glob("*.py"),
    *(MUSTER / "reports" / "templatetags").glob("*.py"),
    MUSTER / "evidence" / "basis.py",
    MUSTER / "evidence" / "thresholds.py",
    MUSTER / "reports" / "differences.py",
    MUSTER / "reports" / "files.py",
    MUSTER / "reports" / "ledger.py",
    MUSTER / "reports" / "overrides.py",
    MUSTER / "reports" / "snapshot.py",
    MUSTER / "reports" / "snapshot_figures.py",
    MUSTER / "reports" / "snapshot_words.py",
    MUSTER / "reports" / "views" / "public.py",
    MUSTER / "reports" / "withdrawal.py",
    MUSTER / "shell" / "templates" / "shell" / "error.html",
    MUSTER / "shell" / "templates" / "shell" / "public_base.html",
    MUSTER / "shell" / "templates" / "shell" / "parts" / "pagination.html",
]

# (context or nothing, sentence, its plural or nothing)
String = tuple[str, str, str]
_MARK = re.compile(r"(n?p?)gettext(?:_lazy|_noop)?|_")
_TEXT = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(rf"\b(n?p?)gettext\(({_TEXT}(?:,\s*{_TEXT})*)")


def strings_of(path: Path) -> set[str | String]:
    """Every string that *path* marks for translation."""
    source = path.read_text(encoding="utf-8")
    found = _in_template(source) if path.suffix == ".html" else _in_code(source)
    return {_string(kind, texts) for kind, texts in found}


def _string(kind: str, texts: list[str]) -> String:
    context = texts.pop(0) if "p" in kind else ""
    return (context, texts[0], texts[1] if "n" in kind else "")


def _in_code(source: str) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
            mark = _MARK.fullmatch(name)
            if mark and texts and all(isinstance(text, str) for text in texts):
                yield mark[1] or "", texts


def _in_template(source: str) -> Iterator[tuple[str, list[str]]]:
    for call in _CALL.finditer(templatize(source)):
        # The framework doubles the percent signs of a text that is filled from a template.
        yield call[1], list(ast.literal_eval(f"({call[2]},)"))
