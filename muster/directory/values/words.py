"""Words that mean one of a few things, and addresses of mail and web."""

import re
from typing import Any

from django.utils.translation import gettext as _

from muster.core.cells import shown
from muster.directory.values.reading import LONGEST_NAME, Read, says_nothing, too_long

_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_NAMED = re.compile(r".*<([^<>]+)>\s*")


def quick_email(text: str) -> str | None:
    """A plain address in small letters; None where it must be read with care."""
    if not text:
        return ""
    cell = text.lower()
    return cell if len(cell) <= LONGEST_NAME and _EMAIL.fullmatch(cell) else None


def read_email(text: str) -> Read:
    """An e-mail address, in small letters."""
    cell = text.strip().lower()
    if _EMAIL.fullmatch(cell) and len(cell) <= LONGEST_NAME:
        return Read(cell)
    if says_nothing(cell):
        return Read("")
    if len(cell) > LONGEST_NAME:
        return Read("", problem=too_long(text, LONGEST_NAME))
    bare = cell.removeprefix("mailto:").strip(" .;,")
    if found := _NAMED.fullmatch(bare):
        bare = found[1].strip()
    if _EMAIL.fullmatch(bare):
        return Read(bare, note=_("read as %(address)s.") % {"address": bare})
    if cell.count("@") > 1:
        says = _("“%(cell)s” is more than one e-mail address. Keep one of them here.")
    else:
        says = _("“%(cell)s” is not an e-mail address.")
    return Read("", problem=says % {"cell": shown(text.strip())})


_LANGUAGES = {
    "english": "en", "en": "en", "eng": "en", "inglés": "en", "ingles": "en", "en-us": "en",
    "spanish": "es", "es": "es", "spa": "es", "español": "es", "espanol": "es", "es-mx": "es",
    "french": "fr", "fr": "fr", "français": "fr", "vietnamese": "vi", "vi": "vi",
    "tiếng việt": "vi", "chinese": "zh", "zh": "zh", "punjabi": "pa", "pa": "pa",
    "russian": "ru", "ru": "ru",
}  # fmt: skip
_CAME = {
    "attending": True, "checked in": True, "attended": True, "yes": True, "y": True, "true": True,
    "present": True, "came": True, "1": True, "not attending": False, "no show": False,
    "no-show": False, "no": False, "n": False, "false": False, "absent": False, "deleted": False,
    "cancelled": False, "canceled": False, "refunded": False, "did not come": False, "0": False,
}  # fmt: skip


def read_language(text: str) -> Read:
    """A language by its name, in it or in English, or by its code."""
    return _word(text, _LANGUAGES, "", _("“%(cell)s” is no language that we know; left out."))


def read_came(text: str) -> Read:
    """Whether somebody came: “Attending”, “Checked in”, “No show”."""
    return _word(text, _CAME, None, _("“%(cell)s” does not say whether they came; left out."))


def _word(text: str, known: dict[str, Any], nothing: Any, says: str) -> Read:
    word = " ".join(text.split()).lower()
    if says_nothing(word):
        return Read(nothing)
    if word in known:
        return Read(known[word])
    return Read(nothing, note=says % {"cell": shown(text.strip())})


def read_url(text: str) -> Read:
    """A web address."""
    cell = text.strip()
    if says_nothing(cell):
        return Read("")
    if not re.match(r"(?i)https?://", cell) and re.fullmatch(r"[\w.-]+\.[A-Za-z]{2,}(/\S*)?", cell):
        cell = f"https://{cell}"
    if not re.fullmatch(r"(?i)https?://[^\s<>\"]+", cell) or len(cell) > LONGEST_NAME:
        return Read("", note=_("“%(cell)s” is no web address; left out.") % {"cell": shown(cell)})
    return Read(cell)
