"""Proposing whom to invite: who looks after a state names somebody, who invites answers.

A proposal that is accepted puts the person on the list of the build, as invited. One that is
declined keeps the word of who declined it. Until it is answered, who proposed it can take it back.
Each answer sent twice counts once.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from muster.accounts.models import Member
from muster.builds.errors import (
    AnsweredAlready,
    InvitingIsOver,
    NoRoleToInviteAs,
    ProposedAlready,
    WordMissing,
    WordsTooLong,
)
from muster.builds.models import Build, Participant, Proposal
from muster.core import audit
from muster.directory.models import Person
from muster.programs.models import Role

LONGEST_WORDS = 300
_STATE, _STATUS = Proposal.State, Build.Status
_INVITING = (_STATUS.PLANNED, _STATUS.INVITING, _STATUS.OPEN)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is on the list of a build now, and whether they were before."""

    participant: Participant
    was_there: bool


def takes_invitations(build: Build) -> bool:
    """Whether people can still be invited to *build*."""
    return build.status in _INVITING and not build.from_history


@transaction.atomic
def propose(build: Build, person: Person, *, words: str, by: Member, now: datetime) -> Proposal:
    """Propose that *person* be invited to *build*; the same sent again is the same proposal.

    Other words of who proposed it take the place of the first, as long as it waits.

    Raises:
        InvitingIsOver: the build takes no invitations.
        WordsTooLong: of *words*.
        ProposedAlready: somebody else has proposed the same person.
    """
    words = _kept(words)
    build = _still_inviting(build)
    email = by.user.email
    waiting = Proposal.objects.waiting().filter(build=build, person=person).first()
    if waiting is not None:
        if waiting.by != email:
            raise ProposedAlready(person.name)
        if words not in ("", waiting.words):
            waiting.words = words
            waiting.save(update_fields=["words"])
            _note(waiting, "proposed to invite", by, now)
        return waiting
    made = Proposal.objects.create(build=build, person=person, words=words, by=email, at=now)
    _note(made, "proposed to invite", by, now)
    return made


@transaction.atomic
def accept(proposal: Proposal, *, by: Member, now: datetime) -> Invited:
    """Invite whom *proposal* names.

    Raises:
        InvitingIsOver: the build takes no invitations any more.
        AnsweredAlready: it was declined or taken back meanwhile.
        NoRoleToInviteAs: nobody could count.
    """
    build = _still_inviting(proposal.build)
    proposal = _locked(proposal)
    there = build.participants.filter(person=proposal.person).first()
    if proposal.state == _STATE.ACCEPTED and there is not None:
        return Invited(there, was_there=True)
    _must_wait(proposal)
    invited = Invited(there or _invite(build, proposal.person), was_there=there is not None)
    _close(proposal, _STATE.ACCEPTED, by, now)
    _note(proposal, "accepted to invite", by, now)
    return invited


@transaction.atomic
def decline(proposal: Proposal, *, answer: str, by: Member, now: datetime) -> Proposal:
    """Say no to *proposal*, and why.

    Raises:
        WordMissing, WordsTooLong: of *answer*.
        AnsweredAlready: it was accepted or taken back meanwhile, or declined in other words.
    """
    answer = _kept(answer)
    if not answer:
        raise WordMissing
    proposal = _locked(proposal)
    if proposal.state == _STATE.DECLINED and proposal.answer == answer:
        return proposal
    _must_wait(proposal)
    _close(proposal, _STATE.DECLINED, by, now, answer)
    _note(proposal, "declined to invite", by, now)
    return proposal


@transaction.atomic
def take_back(proposal: Proposal, *, by: Member, now: datetime) -> Proposal:
    """Propose it no more.

    Raises:
        AnsweredAlready: somebody has answered it meanwhile.
    """
    proposal = _locked(proposal)
    if proposal.state == _STATE.TAKEN_BACK:
        return proposal
    _must_wait(proposal)
    _close(proposal, _STATE.TAKEN_BACK, by, now)
    _note(proposal, "took back a proposal to invite", by, now)
    return proposal


def _still_inviting(build: Build) -> Build:
    # Its lock keeps two from giving out one number, and from proposing one person.
    build = Build.objects.select_for_update(of=("self",)).get(pk=build.pk)
    if not takes_invitations(build):
        raise InvitingIsOver
    return build


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("build", "person")
    return rows.get(pk=proposal.pk)


def _must_wait(proposal: Proposal) -> None:
    if proposal.state != _STATE.WAITING:
        raise AnsweredAlready(proposal.get_state_display())


def _close(
    proposal: Proposal, state: Proposal.State, by: Member, now: datetime, answer: str = ""
) -> None:
    proposal.state, proposal.answer = state, answer
    proposal.answered_by, proposal.answered_at = by.user.email, now
    proposal.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def _invite(build: Build, person: Person) -> Participant:
    role = Role.objects.filter(program=build.program_id, counts=True).order_by("position").first()
    if role is None:
        raise NoRoleToInviteAs
    posts = person.posts.filter(to_on=None).select_related("organization__sector")
    post = posts.order_by("pk").first()
    organization = post.organization if post is not None else None
    last = build.participants.aggregate(last=Max("number"))["last"] or 0
    return Participant.objects.create(
        build=build,
        number=last + 1,
        person=person,
        organization=organization,
        sector=organization.sector if organization is not None else None,
        role=role,
        status=Participant.Status.INVITED,
    )


def _kept(words: str) -> str:
    words = words.strip()
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(LONGEST_WORDS)
    return words


def _note(proposal: Proposal, verb: str, by: Member, now: datetime) -> None:
    audit.record(
        by=by.user.email,
        verb=verb,
        subject=f"person:{proposal.person.key}",
        program=proposal.build.program,
        at=now,
        changes=[audit.Changed("build", "", proposal.build.key)],
    )
