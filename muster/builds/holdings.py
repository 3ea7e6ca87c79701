"""What builds hold of a person: that they were asked and came; and speakers under their name."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from muster.builds.models import Build, Participant, Proposal, Session, Speaker
from muster.core.named_in_words import Place, naming, stops_in
from muster.core.subjects import Holding, Row, Stop, Subject, in_words, register


def _participants(subject: Subject) -> "QuerySet[Participant]":
    return Participant.objects.filter(person__in=subject.people).order_by("build__day", "pk")


def _rooms(subject: Subject) -> list[Row]:
    rows = _participants(subject).select_related("build", "organization", "sector", "role")
    return [
        {
            "build": str(row.build),
            "day": str(row.build.day or ""),
            "number": str(row.number),
            "organization": str(row.organization or ""),
            "sector": str(row.sector or ""),
            "role": str(row.role),
            "status": row.status,
            "decides": "yes" if row.decides else "no",
            "checked_in_on": str(row.checked_in_on or ""),
            "checked_in_at": in_words(row.checked_in_at),
            "left_at": in_words(row.left_at),
        }
        for row in rows
    ]


def _erase_rooms(subject: Subject, on: date) -> int:
    """They stay counted: in their role and sector, on the day; the minutes go."""
    return _participants(subject).update(checked_in_at=None, left_at=None)


def _proposals(subject: Subject) -> "QuerySet[Proposal]":
    return Proposal.objects.filter(person__in=subject.people).order_by("at", "pk")


def _proposed(subject: Subject) -> list[Row]:
    return [
        {
            "build": str(row.build),
            "by": row.by,
            "at": in_words(row.at),
            "says": row.words,
            "status": row.state,
            "reason": row.answer,
        }
        for row in _proposals(subject).select_related("build")
    ]


def _erase_proposals(subject: Subject, on: date) -> int:
    return _proposals(subject).delete()[0]


def _speakers(subject: Subject) -> "QuerySet[Speaker]":
    held = Speaker.objects.filter(session__build__program=subject.program)
    named = naming(held, subject, "name_chosen")
    theirs = [row.pk for row in named if subject.is_called(row.name_chosen)]
    return held.filter(pk__in=theirs)


def _talks(subject: Subject) -> list[Row]:
    rows = _speakers(subject).select_related("session__build", "organization")
    return [
        {
            "build": str(row.session.build),
            "session": row.session.title,
            "kind": row.kind,
            "name": row.name_chosen,
            "organization": str(row.organization or ""),
            "may_print": "yes" if row.may_print else "no",
            "may_record": "yes" if row.may_record else "no",
            "consent_on": str(row.consent_on or ""),
            "consent_until": str(row.consent_until or ""),
        }
        for row in rows
    ]


def _erase_talks(subject: Subject, on: date) -> int:
    """That somebody spoke stays; under no name, and with no leave for anything."""
    rows = _speakers(subject)
    return rows.update(name_chosen="", may_print=False, may_record=False, withdrawn_on=on)


def _of_others(subject: Subject) -> "QuerySet[Proposal]":
    rows = Proposal.objects.filter(build__program=subject.program)
    return rows.exclude(person__in=subject.people).select_related("build")


def _of_other_speakers(subject: Subject) -> "QuerySet[Speaker]":
    rows = Speaker.objects.filter(session__build__program=subject.program)
    return rows.exclude(pk__in=_speakers(subject)).select_related("session__build")


PLACES = (
    Place(
        _of_others,
        ("words", "answer"),
        _("A proposal for the build in %(name)s has this name in its words."),
        lambda row: (row.build.city, reverse("proposals", args=[row.build.key])),
    ),
    Place(
        lambda subject: Session.objects.filter(build__program=subject.program).select_related(
            "build"
        ),
        ("title",),
        _("A session of the build in %(name)s has this name in its title."),
        lambda row: (row.build.city, reverse("plan", args=[row.build.key])),
    ),
    Place(
        _of_other_speakers,
        ("name_chosen",),
        _("Who leads a session of the build in %(name)s has this name in theirs."),
        lambda row: (row.session.build.city, reverse("plan", args=[row.session.build.key])),
    ),
    Place(
        lambda subject: Build.objects.filter(program=subject.program),
        ("venue", "tagline", "source"),
        _("The build in %(name)s has this name in its venue, its tagline or its source."),
        lambda row: (row.city, row.get_absolute_url()),
    ),
)


def _stops(subject: Subject) -> list[Stop]:
    return stops_in(subject, PLACES)


def register_holdings() -> None:
    """Let subject rights ask this room."""
    register(
        Holding(
            "builds.participants", _("Builds"), _rooms, _erase_rooms,
            stays=_("That somebody came, in which role and sector, with which organization, on the"
                    " day: every percentage is of the people in the room."),
        )
    )  # fmt: skip
    register(
        Holding(
            "builds.proposals", _("Proposals to invite them"), _proposed, _erase_proposals, _stops
        )
    )
    register(
        Holding(
            "builds.speakers", _("Sessions led"), _talks, _erase_talks,
            stays=_("That somebody led the session, under no name."),
        )
    )  # fmt: skip
