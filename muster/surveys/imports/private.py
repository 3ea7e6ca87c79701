"""Columns that are about the person, the place and the hour: dropped before anything is kept.

A column is known by its name, in the languages that tools write it in, or by its values: where half
of them are addresses, the name does not matter.
"""

import re
from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.surveys.imports.tools import Name, plain

_IP = r"ip|ip ?(?:address|addr|adresse)|dirección ip"
_WHERE = (
    r"(?:location ?)?(?:latitude|longitude|accuracy)|breitengrad|längengrad|latitud|longitud"
    r"|(?:standort|ubicación) .*|gps.*|geo.*|coordinates?|coordenadas"
)
_EMAIL = (
    r"(?:recipient ?)?e ?mail(?: ?address| ?adresse)?|e mail.*|username"
    r"|correo(?: electrónico)?"
)
_NAME = (
    r"(?:recipient ?)?(?:first|last|full|given|family)? ?name|nachname|vorname|empfänger.*"
    r"|nombre(?: completo)?|apellidos?|your name|su nombre|surname"
)
_PHONE = r"(?:cell |mobile |work |home )?(?:phone|telephone|tel)(?: number)?|teléfono|telefon"
_TIME = (
    r"(?:start|end|recorded|submit|date) ?(?:date|time|stamp)"
    r"|date (?:started|submitted|last action)|(?:start|completion|last modified) time"
    r"|timestamp|datestamp|submitdate|startdate|recordeddate|lastpage|last page"
    r"|duration.*|.*interview ?time.*|.*group ?time.*|dauer.*|duración.*|progress|fortschritt"
    r"|marca temporal|zeitstempel|(?:start|end|aufgezeichnetes )datum|anfangsdatum|enddatum"
    r"|startzeit|fertigstellungszeit|hora de .*|fecha de .*|datum abgeschickt"
)
_ID = (
    r"(?:respondent|collector|response|antwort|survey|session|panel) ?(?:id|set)|id|token|seed"
    r"|external ?(?:data ?)?reference|externe datenreferenz|custom (?:data|value).*|ref ?url"
    r"|referrer url|distribution ?channel|verteilungskanal|zugangscode|id de respuesta|antwort id"
)
_AGENT = (
    r"user ?agent|browser(?: version)?|operating system|(?:screen )?resolution|device.*|meta info.*"
    r"|.*(?:browser|version|operating system|resolution)(?= |$)(?:.*meta info.*)?"
)
_BY_NAME: tuple[tuple[re.Pattern[str], str | Promise], ...] = tuple(
    (re.compile(pattern), says)
    for pattern, says in (
        (_IP, gettext_lazy("an address of the network")),
        (_WHERE, gettext_lazy("where somebody was")),
        (_EMAIL, gettext_lazy("an e-mail address")),
        (_NAME, gettext_lazy("a name")),
        (_PHONE, gettext_lazy("a phone number")),
        (_TIME, gettext_lazy("when and how long, to the second")),
        (_ID, gettext_lazy("a number that leads back to one form")),
        (_AGENT, gettext_lazy("the device")),
    )
)
_BY_VALUE: tuple[tuple[re.Pattern[str], str | Promise], ...] = (
    (re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F:]*:[0-9a-fA-F]*:[0-9a-fA-F:]+"),
     gettext_lazy("addresses of the network")),
    (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), gettext_lazy("e-mail addresses")),
    (re.compile(r"\+?1?[\s.-]*\(?\d{3}\)?[\s.-]*\d{3}[\s.-]*\d{4}"), gettext_lazy("phone numbers")),
    (re.compile(r"-?\d{1,3}\.\d{3,}(?:\s*,\s*-?\d{1,3}\.\d{3,})?"), gettext_lazy("coordinates")),
    (re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[T ]\s*\d{1,2}:\d\d.*"),
     gettext_lazy("exact times")),
    (re.compile(r"Mozilla/\d.*"), gettext_lazy("devices")),
)  # fmt: skip
# Columns that say on which day an answer was sent, the surest first.
_SENT = (
    r"submitdate|date submitted|datum abgeschickt|fecha de envío",
    r"completion time|fertigstellungszeit|hora de finalización",
    r"end ?date|enddatum|fecha de finalización",
    r"recorded ?date|aufgezeichnetes datum",
    r"timestamp|marca temporal|zeitstempel",
    r"datestamp|date last action",
    r"start ?date|date started|start time|anfangsdatum|startzeit|fecha de inicio|hora de inicio",
    r"day|date|tag|datum|día|fecha",
)


def says_when(names: Iterable[Name], has_values: Iterable[bool]) -> int | None:
    """The position of the column that says best on which day an answer was sent."""
    candidates = [
        (place, at)
        for at, (name, some) in enumerate(zip(names, has_values, strict=True))
        if some
        for place, pattern in enumerate(_SENT)
        if any(re.fullmatch(pattern, words) for words in _words(name))
    ]
    return min(candidates)[1] if candidates else None


def why_private(name: Name, values: Iterable[str]) -> str:
    """Why a column is dropped, in words; nothing where it is not."""
    for pattern, says in _BY_NAME:
        if any(pattern.fullmatch(words) for words in _words(name)):
            return str(says)
    said = [value.strip() for value in values if value.strip()]
    for pattern, says in _BY_VALUE:
        if said and sum(bool(pattern.fullmatch(value)) for value in said) * 2 >= len(said):
            return _("its values are %(what)s") % {"what": says}
    return ""


def _words(name: Name) -> set[str]:
    """The names that a column goes by, plain."""
    if name.choice and name.question not in (name.code, ""):
        # "How did you hear of us? [e-mail]" is a question, and "Name [of your company]" too.
        return {plain(f"{name.question} {name.choice}"), plain(name.code)} - {""}
    return {plain(each) for each in (name.header, name.code, name.question)} - {""}
