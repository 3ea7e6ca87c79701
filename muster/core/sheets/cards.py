"""vCards as a table: one line for each card, one column for each thing that cards say.

Versions 2.1 (Outlook), 3.0 (Google, Apple) and 4.0 are read alike. Photos, sounds and keys are not
read, nor what a directory has no use for: birthdays, relatives, gender.
"""

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from muster.core.sheets.reading import Line

BEGIN = re.compile(r"\s*BEGIN:VCARD\s*$", re.IGNORECASE)
_AGENT = re.compile(r"\s*AGENT\b", re.IGNORECASE)
_END = re.compile(r"\s*END:VCARD\s*$", re.IGNORECASE)
_PROPERTY = re.compile(
    r"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<params>(?:;[^:\"]*|\"[^\"]*\")*):"
)
_SEMICOLON = re.compile(r"(?<!\\);")
_ESCAPED = re.compile(r"\\([nN,;:\\])")
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
# Beyond these a card is a list of its own; the rest is said to be left out.
_MOST_OF_A_KIND = 6
# What says how a number is reached, in the words of all three versions.
_TYPES = frozenset(
    ("work", "home", "cell", "mobile", "fax", "pager", "voice", "main", "text", "video", "other")
)
_NAME = ("Last name", "First name", "Middle name", "Prefix", "Suffix")
_ADDRESS = ("PO box", "street 2", "street", "city", "state", "zip", "country")
_PLAIN = {
    "FN": "Full name",
    "NICKNAME": "Nickname",
    "TITLE": "Title",
    "ROLE": "Role",
    "NOTE": "Note",
    "CATEGORIES": "Categories",
}
_SEVERAL = {"TEL": "Phone", "EMAIL": "Email", "ADR": "Address", "URL": "Website"}
_PERSON = ("Full name", "Prefix", "First name", "Middle name", "Last name", "Suffix", "Nickname")
_ORDER = (*_PERSON, "Organization", "Department", "Title", "Role")
_LAST = ("Note", "Categories")


@dataclass(slots=True)
class Card:
    """What one card says.

    Attributes:
        said: by column; of several of a kind, what each says by the ending of the column.
        several: phones, e-mails, addresses, websites, the preferred ones first.
        left_out: the names of properties that were not read.
    """

    said: dict[str, str] = field(default_factory=dict)
    several: dict[str, list[tuple[bool, dict[str, str]]]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    trouble: str = ""


def cards_of(lines: Iterable[str]) -> Iterator[Card]:
    """The cards of a file, in its order."""
    inside: list[str] = []
    depth = 0
    for line in _unfolded(lines):
        if BEGIN.match(line):
            # A card that stands in another (an agent's) is a part of it; one that never ended ends.
            if depth and not (inside and _AGENT.match(inside[-1])):
                yield _card(inside, _("the card has no end"))
                inside, depth = [], 0
            depth += 1
        elif _END.match(line):
            depth = max(depth - 1, 0)
            if not depth and inside:
                yield _card(inside, "")
                inside = []
        elif depth == 1:
            inside.append(line)
    if inside:
        yield _card(inside, _("the card has no end"))


def columns_of(cards: Iterable[Card]) -> tuple[tuple[str, ...], frozenset[str], int]:
    """The columns that *cards* fill, what was left out of them, and how many they are."""
    said: set[str] = set()
    most: dict[str, int] = {}
    parts: dict[str, list[str]] = {}
    left_out: set[str] = set()
    count = 0
    for card in cards:
        count += 1
        said |= card.said.keys()
        left_out |= card.left_out
        for kind, each in card.several.items():
            most[kind] = max(most.get(kind, 0), min(len(each), _MOST_OF_A_KIND))
            for _preferred, words in each:
                known = parts.setdefault(kind, [])
                known += [part for part in words if part not in known]
    columns = [column for column in _ORDER if column in said]
    for kind in _SEVERAL.values():
        for number in range(1, most.get(kind, 0) + 1):
            order = ["", *reversed(_ADDRESS), "type"]
            if kind == "Address":
                order = ["street", "street 2", "PO box", "city", "state", "zip", "country", "type"]
            columns += [f"{kind} {number} {part}".rstrip() for part in order if part in parts[kind]]
    columns += [column for column in _LAST if column in said]
    return tuple(columns), frozenset(left_out), count


def line_of(card: Card, columns: tuple[str, ...], number: int) -> Line:
    """*card* as a line under *columns*."""
    said = dict(card.said)
    trouble = card.trouble
    for kind, each in card.several.items():
        ordered = sorted(each, key=lambda one: not one[0])
        for at, (_preferred, words) in enumerate(ordered[:_MOST_OF_A_KIND], 1):
            for part, word in words.items():
                said[f"{kind} {at} {part}".rstrip()] = word
        if len(ordered) > _MOST_OF_A_KIND:
            trouble = _("more than %(n)s of a kind; the rest was not read") % {"n": _MOST_OF_A_KIND}
    return Line(number, tuple(said.get(column, "") for column in columns), trouble)


def _unfolded(lines: Iterable[str]) -> Iterator[str]:
    """The lines of the cards, put together where they were folded."""
    whole, soft = "", False
    for physical in lines:
        line = physical.rstrip("\n")
        if soft:
            whole = whole[:-1] + line
        elif line[:1] in (" ", "\t") and whole:
            whole += line[1:]
        else:
            if whole.strip():
                yield whole
            whole = line
        # In 2.1 a line of quoted-printable that goes on ends with "=".
        soft = whole.endswith("=") and "QUOTED-PRINTABLE" in whole[:200].upper()
    if whole.strip():
        yield whole


def _card(lines: list[str], trouble: str) -> Card:
    card = Card(trouble=trouble)
    read = []
    for line in lines:
        if match := _PROPERTY.match(line):
            read.append((match, line[match.end() :]))
        elif line.strip():
            card.trouble = card.trouble or _("a line of the card could not be read")
    labels = {
        match["group"]: _APPLE_LABEL.sub(r"\1", _plain(value)).lower()
        for match, value in read
        if match["group"] and match["name"].upper() == "X-ABLABEL"
    }
    for match, raw in read:
        name, params = match["name"].upper(), _params(match["params"])
        value = _decoded(raw, params)
        if not value.strip(" ;"):
            continue
        if name in _SEVERAL:
            types = [each for each in params.get("TYPE", ()) if each in _TYPES]
            types += [labels[match["group"]]] if match["group"] in labels else []
            preferred = "pref" in params.get("TYPE", ()) or params.get("PREF", ()) == ["1"]
            words = _words(name, value)
            words |= {"type": ", ".join(dict.fromkeys(types))} if types else {}
            card.several.setdefault(_SEVERAL[name], []).append((preferred, words))
        elif name == "N":
            _fill(card.said, dict(zip(_NAME, _parts(value), strict=False)))
        elif name == "ORG":
            organization, *units = _parts(value)
            _fill(
                card.said,
                {"Organization": organization, "Department": ", ".join(filter(None, units))},
            )
        elif name in _PLAIN:
            _fill(card.said, {_PLAIN[name]: _plain(value)})
        elif name not in ("VERSION", "X-ABLABEL", "PRODID", "REV", "UID"):
            card.left_out.add(name)
    named = (card.said.get(part, "") for part in ("First name", "Last name"))
    card.said.setdefault(
        "Full name", " ".join(filter(None, named)) or card.said.get("Organization", "")
    )
    return card


def _fill(said: dict[str, str], words: dict[str, str]) -> None:
    """Add *words* where nothing is said yet: the first of several stands."""
    for column, word in words.items():
        if word:
            said.setdefault(column, word)


def _params(text: str) -> dict[str, list[str]]:
    """The parameters of a property. In 2.1 types stand without a name: TEL;WORK;VOICE."""
    params: dict[str, list[str]] = {}
    for param in text.split(";")[1:]:
        name, equals, value = param.partition("=")
        if not equals:
            name, value = ("ENCODING", name) if "PRINT" in name.upper() else ("TYPE", name)
        words = [word.strip().lower() for word in value.strip('"').split(",")]
        params.setdefault(name.strip().upper(), []).extend(words)
    return params


def _decoded(value: str, params: dict[str, list[str]]) -> str:
    if params.get("ENCODING") == ["quoted-printable"]:
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        charset = (params.get("CHARSET") or ["utf-8"])[0]
        try:
            value = raw.decode(charset, "replace")
        except LookupError:
            value = raw.decode("utf-8", "replace")
    return value.replace("\0", "").replace("\r\n", "\n")


def _words(name: str, value: str) -> dict[str, str]:
    """What a phone, an e-mail, a website or an address says."""
    if name == "ADR":
        return {part: word for part, word in zip(_ADDRESS, _parts(value), strict=False) if word}
    value = _plain(value)
    if name == "TEL" and value.lower().startswith("tel:"):
        number, _semicolon, rest = value[4:].partition(";")
        extension = re.search(r"ext=(\d+)", rest)
        return {"": f"{number} x{extension[1]}" if extension else number}
    if name == "EMAIL":
        value = re.sub(r"^mailto:", "", value, flags=re.IGNORECASE)
    return {"": value}


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in _SEMICOLON.split(value)]


def _plain(value: str) -> str:
    """A value without its escapes."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
