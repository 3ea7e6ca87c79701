"""What builds tell on the page of an organization or a person: who was in the room, who helped to
hold it, and what a speaker of that name agreed to.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.builds.models import Build, Participant, ParticipantQuerySet, Partner, Speaker
from muster.core.parts import (
    Agreed,
    Asked,
    Happened,
    Noun,
    Shape,
    register_ledger,
    register_timeline,
)
from muster.shell.days import day_words

_MOST = 20
_CAME = (Participant.Status.CHECKED_IN, Participant.Status.LEFT)


def register_parts() -> None:
    """Tell of builds on the pages of organizations and people."""
    register_timeline(Noun.ORGANIZATION, "builds", rooms_of_organization)
    register_timeline(Noun.ORGANIZATION, "builds.partners", helped)
    register_timeline(Noun.PERSON, "builds", rooms_of_person)
    register_ledger("builds.speakers", spoken)


def rooms_of_organization(asked: Asked) -> Iterator[Happened]:
    """The builds to which people of an organization came, or were asked, with who they are."""
    rows = _rows(asked).filter(organization=asked.pk)[: asked.most]
    for build, group in groupby(rows, key=lambda row: row.build):
        people = list(group)
        came = [row for row in people if row.status in _CAME]
        away = len(people) - len(came)
        says = _("Asked and not there: %(away)s") % {"away": away} if away and came else ""
        yield _line(build, bool(came), names=_names(came or people), says=says)


def rooms_of_person(asked: Asked) -> Iterator[Happened]:
    """The builds that a person came to, or was asked to."""
    for row in _rows(asked).filter(person=asked.pk)[: asked.most]:
        role = str(row.role) if row.status in _CAME else str(row.get_status_display())
        yield _line(row.build, row.status in _CAME, says=capfirst(role))


def helped(asked: Asked) -> Iterator[Happened]:
    """The builds that an organization hosted, sponsored or supported."""
    rows = Partner.objects.filter(
        organization=asked.pk,
        build__in=Build.objects.visible_to(asked.member),
        build__day__isnull=False,
    )
    if asked.until:
        rows = rows.filter(build__day__lte=asked.until)
    for row in rows.select_related("build").order_by("-build__day", "pk")[: asked.most]:
        assert row.build.day is not None  # noqa: S101 - asked for like that
        yield Happened(
            on=row.build.day,
            shape=Shape.ROOM,
            lead=capfirst(row.get_part_display()),
            words=_("of the build in %(city)s") % {"city": row.build.city},
            href=reverse("build", args=[row.build.key]),
        )


def spoken(member: Member, name: str, today: date) -> Iterator[Agreed]:
    """What speakers who chose *name* agreed to, at the builds whose plan *member* sees."""
    rows = Speaker.objects.filter(
        name_chosen__iexact=name, session__build__in=Build.objects.visible_to(member)
    )
    rows = rows.select_related("session__build").order_by("-session__build__day", "pk")
    for row in rows[:_MOST]:
        city = {"city": row.session.build.city}
        href = reverse("plan", args=[row.session.build.key])
        stands, says = _standing(row, today)
        if row.may_print or not row.may_record:
            what = _("To be printed as a speaker of the build in %(city)s") % city
            yield Agreed(what, stands and row.may_print, says, href)
        if row.may_record:
            what = _("To be recorded at the build in %(city)s") % city
            yield Agreed(what, stands, says, href)


def _standing(row: Speaker, today: date) -> tuple[bool, str]:
    """Whether what a speaker allowed holds today, and since and until when."""
    if row.withdrawn_on is not None:
        return False, _("Taken back on %(day)s") % {"day": day_words(row.withdrawn_on)}
    if row.consent_on is None or row.consent_until is None:
        return False, _("No leave is recorded")
    days = {"since": day_words(row.consent_on), "until": day_words(row.consent_until)}
    if row.consent_until < today:
        return False, _("Given on %(since)s, and over since %(until)s") % days
    return True, _("Given on %(since)s, until %(until)s") % days


def _rows(asked: Asked) -> ParticipantQuerySet:
    rows = Participant.objects.visible_to(asked.member).filter(build__day__isnull=False)
    if asked.until:
        rows = rows.filter(build__day__lte=asked.until)
    rows = rows.select_related("build", "person", "role")
    return rows.order_by("-build__day", "build", "number")


def _names(rows: list[Participant]) -> str:
    """Those whose names are known, by name; the others by how many they are."""
    named = [row.person.name for row in rows if row.person is not None]
    unnamed = len(rows) - len(named)
    if unnamed and named:
        return ", ".join(named) + " " + _("and %(many)s more") % {"many": unnamed}
    return ", ".join(named) or _("%(many)s people, not named") % {"many": unnamed}


def _line(build: Build, came: bool, *, names: str = "", says: str = "") -> Happened:
    place = _("at the build in %(city)s") if came else _("to the build in %(city)s")
    words = place % {"city": build.city}
    assert build.day is not None  # noqa: S101 - asked for like that
    return Happened(
        on=build.day,
        shape=Shape.ROOM if came else Shape.MAIL,
        lead=_("In the room") if came else _("Asked"),
        words=f"{words}: {names}" if names else words,
        says=says,
        href=reverse("build", args=[build.key]),
    )
