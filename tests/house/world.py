"""What stands behind the addresses: one of each thing, and a second where most roles do not reach.

Whoever adds an address with a new kind of key says here, in `PLACES`, which row it opens: where a
host, a desk, a liaison and a state lead reach (`Side` here), and where they do not (there).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from muster.accounts import invite
from muster.accounts.models import Member, MemberState, SignedIn
from muster.accounts.scopes import Given
from muster.builds.models import Build, Desk, Host, Proposal
from muster.directory.imports.take_in import take_in
from muster.directory.merge import merge
from muster.directory.models import (
    ContactPoint,
    Import,
    Jurisdiction,
    Liaison,
    Merge,
    Organization,
    Pair,
    Person,
    Post,
    SavedList,
    Site,
)
from muster.programs.models import Role
from muster.reports.models import Override, PublicAddress
from muster.surveys.imports.models import AnswerImport
from muster.surveys.imports.take_in import take_in as take_answers_in
from tests import rows
from tests.people import join


@dataclass
class Side:
    """One build, and around it one of everything that has an address."""

    build: Build
    organization: Organization
    site: Site
    person: Person
    post: Post
    point: ContactPoint
    jurisdiction: Jurisdiction
    run: Import
    answers: AnswerImport
    member: Member
    signed_in: SignedIn
    invitation: invite.Sent
    pair: Pair
    merge: Merge


@dataclass
class World:
    """Both sides, and a member for each role, who reaches the first."""

    here: Side
    there: Side
    members: dict[str, Member] = field(default_factory=dict)


Place = Callable[[Side, World, Member], Any]

# The beginning of an address, a name in it, and what stands there; the longest beginning counts.
PLACES: dict[tuple[str, str], Place] = {
    ("builds/", "key"): lambda side, _w, _m: side.build.key,
    ("builds/", "measure"): lambda _s, _w, _m: "recommend",
    ("builds/", "quote"): lambda _s, w, _m: _first(w.here.build.quotes).key,
    ("builds/", "outcome"): lambda _s, w, _m: (
        _first(w.here.build.outcomes.filter(introductions__isnull=False)).key
    ),
    ("builds/", "position"): lambda _s, _w, _m: 1,
    ("builds/", "name"): lambda _s, _w, _m: "mission",
    ("builds/", "fingerprint"): lambda _s, w, _m: (
        Override.objects.filter(build=w.here.build).first().fingerprint
    ),
    ("builds/", "version"): lambda _s, _w, _m: 1,
    ("builds/", "ending"): lambda _s, _w, _m: "json",
    ("builds/", "run"): lambda side, _w, _m: side.answers.key,
    ("builds/<slug:key>/room/lists/", "run"): lambda side, _w, _m: side.run.key,
    ("builds/<slug:key>/proposals/", "number"): lambda side, w, _m: _proposed(side, w).pk,
    ("directory/organizations/", "key"): lambda side, _w, _m: side.organization.key,
    ("directory/organizations/", "row"): lambda side, _w, _m: side.jurisdiction.pk,
    ("directory/sites/", "key"): lambda side, _w, _m: side.site.key,
    ("directory/people/", "key"): lambda side, _w, _m: side.person.key,
    ("directory/people/", "post"): lambda side, _w, _m: side.post.pk,
    ("directory/points/", "point"): lambda side, _w, _m: side.point.pk,
    ("directory/imports/", "key"): lambda side, _w, _m: side.run.key,
    ("directory/duplicates/", "pk"): lambda side, _w, _m: side.pair.pk,
    ("directory/merges/", "pk"): lambda side, _w, _m: side.merge.pk,
    ("directory/lists/", "noun"): lambda _s, _w, _m: "organizations",
    ("directory/lists/", "pk"): lambda side, w, m: _list_of(_whose(side, w, m)).pk,
    ("directory/lists/<int:pk>/back/", "pk"): lambda side, w, m: (
        _list_of(_whose(side, w, m), deleted_at=timezone.now()).pk
    ),
    ("members/", "number"): lambda side, _w, _m: side.member.pk,
    ("members/invitations/", "number"): lambda side, _w, _m: side.invitation.invitation.pk,
    ("members/sessions/", "number"): lambda side, _w, _m: side.signed_in.pk,
    ("account/sessions/", "number"): lambda side, w, m: _session_of(_whose(side, w, m)).pk,
    ("invitation/", "secret"): lambda side, _w, _m: side.invitation.secret,
    ("program/guidance/", "state"): lambda _s, w, _m: w.here.build.state,
    ("r/", "slug"): lambda _s, w, _m: PublicAddress.objects.get(build=w.here.build).slug,
    ("r/", "version"): lambda _s, _w, _m: 1,
    ("r/", "ending"): lambda _s, _w, _m: "json",
}


def filled(pattern: str, side: Side, world: World, member: Member) -> str:
    """The address of *pattern* on one side, as *member* asks for it."""

    def value(found: re.Match[str]) -> str:
        start = max(_starts(pattern, found[1]), key=len)
        return str(PLACES[start, found[1]](side, world, member))

    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", value, pattern)


def is_said(pattern: str, name: str) -> bool:
    """Whether somebody has said what stands at *name* in *pattern*."""
    return bool(_starts(pattern, name))


def _starts(pattern: str, name: str) -> list[str]:
    return [start for start, each in PLACES if each == name and pattern.startswith(start)]


def has_a_place(pattern: str) -> bool:
    """Whether the address opens one thing, which a role may reach or not."""
    alike = ("r/", "invitation/", "program/", "directory/lists/<slug:noun>/")
    return "<" in pattern and not pattern.startswith(alike)


def world_around(build: Build) -> World:
    """*build* with all that it has, another one in another state, and a member for each role."""
    program = build.program
    far = rows.build(program, "tern-harbor", state="TN" if build.state != "TN" else "MS")
    dana = join(program, name="Role coordinator")
    hosts = {side: join(program, name=f"Host {side.key}", role="host") for side in (build, far)}
    for side, host in hosts.items():
        Host.objects.create(member=host, build=side)
    world = World(here=_side(build, hosts[build], dana), there=_side(far, hosts[far], dana))
    world.members = {
        "coordinator": dana,
        "host": hosts[build],
        **{
            role: join(program, name=f"Role {role}", role=role)
            for role in Member.Role
            if role not in ("coordinator", "host")
        },
    }
    Desk.objects.create(member=world.members["desk"], build=build)
    lead = world.members["state_lead"]
    MemberState.objects.create(member=lead, role="state_lead", state=build.state)
    Liaison.objects.create(member=world.members["liaison"], organization=world.here.organization)
    return world


def browsers_of(world: World) -> None:
    """Let those who are signed in be so where the rows were put back: sessions are Django's own."""
    for side in (world.here, world.there):
        Session.objects.get_or_create(
            session_key=side.signed_in.session,
            defaults={
                "session_data": SessionStore().encode({"whose": side.member.user.email}),
                "expire_date": SessionStore().get_expiry_date(),
            },
        )


def _side(build: Build, host: Member, dana: Member) -> Side:
    program, key, now = build.program, f"at-{build.key}", timezone.now()
    at = Organization.objects.create(
        program=program, key=key, name=f"Police of {build.city}", state=build.state, agency="police"
    )
    site = Site.objects.create(
        program=program, organization=at, key=key, name=f"Yard {key}", state=build.state
    )
    person = Person.objects.create(program=program, key=key, name=f"Sergeant {key}")
    post = Post.objects.create(program=program, person=person, organization=at, title="Sergeant")
    point = ContactPoint.objects.create(
        program=program, organization=at, kind="phone", address="+12285550100", audience="public"
    )
    covers = Jurisdiction.objects.create(
        program=program, organization=at, kind="city", state=build.state, city=build.city
    )
    number = build.participants.count() + 100
    role = _first(Role.objects.filter(program=program))
    build.participants.create(number=number, person=person, organization=at, role=role)
    brought = {"by": host.user.email, "now": now}
    with file_of("First Name,Company\nRobin,Larkhaven Freight\n") as file:
        run = take_in(program, file, file_name=f"{key}.csv", kind="contacts", **brought)
    with file_of("Was it useful?,Why\nYes,It was\nNo,\n") as file:
        answers = take_answers_in(build, file, file_name=f"{key}.csv", **brought)
    desk = join(program, name=f"Desk {key}", role="desk")
    Desk.objects.create(member=desk, build=build)
    asked = invite.invite(
        dana, email=f"asked-{key}@example.org", given=Given("desk", f"build:{build.key}"), now=now
    )
    twins = [rows.organization(program, f"Twin {key} {number}") for number in range(4)]
    pair = Pair.objects.create(
        program=program, left_organization=twins[0], right_organization=twins[1], score=5,
        band="review", found_at=now,
    )  # fmt: skip
    merged = merge(twins[2], twins[3], keep={}, by=dana, now=now)
    return Side(
        build, at, site, person, post, point, covers, run, answers, desk, _session_of(desk), asked,
        pair, merged,
    )  # fmt: skip


@contextmanager
def file_of(text: str) -> Iterator[Path]:
    """A file that somebody brings."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "file.csv"
        file.write_text(text, encoding="utf-8")
        yield file


def _whose(side: Side, world: World, member: Member) -> Member:
    """Whose own things stand on this side: those of *member* here, those of others there."""
    return member if side is world.here else side.member


def _list_of(member: Member, **more: Any) -> SavedList:
    """A list that *member* has saved."""
    return SavedList.objects.get_or_create(
        program=member.program, owner=member, name="Mine" + " back" * bool(more),
        defaults={"noun": "organizations", "query": "state=MS"} | more,
    )[0]  # fmt: skip


def _proposed(side: Side, world: World) -> Proposal:
    """Whom somebody proposes: the state lead here, a host there."""
    lead = world.members["state_lead"].user.email
    by = lead if side is world.here else side.signed_in.user.email
    return Proposal.objects.get_or_create(
        build=side.build, person=side.person, defaults={"by": by, "at": timezone.now()}
    )[0]


def _session_of(member: Member) -> SignedIn:
    """A browser in which *member* is signed in."""
    row = SignedIn.objects.filter(user=member.user).first()
    if row is None:
        session = SessionStore()
        session["whose"] = member.user.email
        session.create()
        now = timezone.now()
        row = SignedIn.objects.create(
            user=member.user, session=session.session_key, since=now, seen_at=now
        )
    return row


def _first(found: Any) -> Any:
    return found.order_by("key").first()
