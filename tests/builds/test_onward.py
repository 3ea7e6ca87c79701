"""The page of an applied list of attendees leads to where its people get their places."""

import pytest

from muster.builds.models import Host
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.take_in import take_in
from tests import rows
from tests.people import join
from tests.rows import NOW

LIST = "First Name,Last Name,Company,Attendee Status\nAda,Vale,Pinewick Freight,Attending\n"
SEAT = "Give them their places at a build"
PAGE = "/directory/imports/{}/"


@pytest.fixture
def larkhaven(db):
    return rows.build(rows.program())


@pytest.fixture
def noor(larkhaven):
    """A host of the build, and of nothing else."""
    member = join(larkhaven.program, name="Noor Haddad", role="host")
    Host.objects.create(member=member, build=larkhaven)
    return member


@pytest.fixture
def brought(larkhaven, tmp_path):
    """Brings a list as a member, and applies it."""

    def bring(member, kind="attendees", applied=True):
        file = tmp_path / f"{kind}.csv"
        file.write_text(LIST)
        by = member.user.email
        run = take_in(larkhaven.program, file, file_name=file.name, kind=kind, by=by, now=NOW)
        run = check(run, now=NOW)
        return apply(run, by=by, now=NOW) if applied else run

    return bring


def ways_on(client, member, run) -> dict[str, str]:
    client.force_login(member.user)
    told = client.get(PAGE.format(run.key)).context["next"]
    return {act.words: act.href for act in told.acts}


def test_a_host_is_led_to_the_build_at_which_they_seat_people(client, larkhaven, noor, brought):
    run = brought(noor)

    way = ways_on(client, noor, run)

    assert way[SEAT] == "/builds/larkhaven/room/lists/"
    assert next(iter(way)) == SEAT
    page = client.get(way[SEAT])
    assert (page.status_code, [one.run for one in page.context["listed"]]) == (200, [run])
    says = client.get(PAGE.format(run.key)).content.decode()
    assert "once they have their places in its room; outside your part of the directory" in says


def test_who_seats_people_at_several_builds_chooses_one(client, larkhaven, noor, brought):
    other = rows.build(larkhaven.program, "tern-harbor", state="TN")
    Host.objects.create(member=noor, build=other)

    assert ways_on(client, noor, brought(noor))[SEAT] == "/builds/"


def test_a_coordinator_is_led_there_too(client, larkhaven, brought):
    dana = join(larkhaven.program, name="Dana Whitlow")

    assert ways_on(client, dana, brought(dana))[SEAT] == "/builds/larkhaven/room/lists/"


def test_only_attendees_who_are_in_and_only_to_a_build_that_is_there(
    client, larkhaven, noor, brought
):
    assert SEAT in ways_on(client, noor, brought(noor))

    assert SEAT not in ways_on(client, noor, brought(noor, applied=False))
    assert SEAT not in ways_on(client, noor, brought(noor, kind="contacts"))
    Host.objects.all().delete()
    dana = join(larkhaven.program, name="Dana Whitlow")
    run = brought(dana)
    larkhaven.delete()
    assert SEAT not in ways_on(client, dana, run)
