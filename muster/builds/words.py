"""When and where a build is, in words."""

from collections.abc import Iterable
from datetime import time
from zoneinfo import ZoneInfo

from django.utils.dateformat import time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from muster.builds.models import Build, Partner
from muster.builds.seat import Seated
from muster.shell.days import weekday_words

_ZONES = {
    "America/New_York": gettext_lazy("Eastern"),
    "America/Chicago": gettext_lazy("Central"),
    "America/Denver": gettext_lazy("Mountain"),
    "America/Phoenix": gettext_lazy("Arizona time"),
    "America/Los_Angeles": gettext_lazy("Pacific"),
    "America/Anchorage": gettext_lazy("Alaska time"),
    "Pacific/Honolulu": gettext_lazy("Hawaii time"),
}


def when(build: Build) -> str:
    """The day and the hours: "Thursday, March 12, 2026, 10 a.m. to 2 p.m. Central"."""
    if build.day is None:
        return _("No day is set yet")
    day = weekday_words(build.day)
    if build.starts is None:
        return day
    numbers = {"day": day, "start": _hour(build.starts), "zone": zone(build.time_zone)}
    if build.ends is None:
        return _("%(day)s, %(start)s %(zone)s") % numbers
    return _("%(day)s, %(start)s to %(end)s %(zone)s") % (numbers | {"end": _hour(build.ends)})


def zone(key: str) -> str:
    """What people call the time zone *key*; its own key where they have no word for it.

    >>> zone("America/Chicago"), zone("Europe/Berlin")
    ('Central', 'Europe/Berlin')
    """
    return str(_ZONES.get(key) or ZoneInfo(key).key)


def with_whom(partners: Iterable[Partner]) -> list[str]:
    """Who holds it and who pays: "with the X and the Y", "sponsored by Z"."""
    hosts, sponsors = [], []
    for partner in partners:
        if partner.part == Partner.Part.HOST:
            hosts.append(partner.organization.name)
        elif partner.part in (Partner.Part.PRIMARY_SPONSOR, Partner.Part.SPONSOR):
            sponsors.append(partner.organization.name)
    words = []
    if hosts:
        words.append(_("with %(hosts)s") % {"hosts": get_text_list(hosts, _("and"))})
    if sponsors:
        words.append(_("sponsored by %(names)s") % {"names": get_text_list(sponsors, _("and"))})
    return words


def seated_words(seated: Seated) -> list[str]:
    """What became of a list: who took a place, who stayed away, who had one."""
    told = []
    for many, one, several in (
        (
            seated.came,
            _("%(n)s person is in the room."),
            _("%(n)s people are in the room."),
        ),
        (
            seated.stayed_away,
            _("%(n)s was asked and stayed away."),
            _("%(n)s were asked and stayed away."),
        ),
        (
            seated.were_there,
            _("%(n)s had a place already, and keeps it as it is."),
            _("%(n)s had a place already, and keep it as it is."),
        ),
        (
            seated.unseen,
            _("%(n)s on it is outside your part: somebody who sees them can seat them."),
            _("%(n)s on it are outside your part: somebody who sees them can seat them."),
        ),
    ):
        if many:
            told.append((one if many == 1 else several) % {"n": many})
    return told or [_("Nobody is on this list.")]


def kept_words(kept: int) -> str:
    """That places of a list were not taken back."""
    says = ngettext(
        "%(n)s place stays: it was changed since, or something stands on it.",
        "%(n)s places stay: they were changed since, or something stands on them.",
        kept,
    )
    return says % {"n": kept}


def _hour(at: time) -> str:
    return time_format(at, "P")
