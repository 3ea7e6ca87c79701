"""`muster demo --no-serve`: builds and members, once."""

import pytest

from muster.accounts.models import Member, User
from muster.builds.models import Build
from muster.core.models import AuditEvent, Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def state_of_database():
    rows = [User, Member, Program, Build, AuditEvent]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in rows}


def test_the_demo_loads_builds_and_says_who_signs_in(muster, folder, client):
    told = muster("demo", "--no-serve", "--format", "json").json

    assert "ms-gulfport-2020" in [build["key"] for build in told["builds"]]
    assert {"email": "tat@example.org", "program": "tat", "role": "coordinator"} in told["members"]
    for member in told["members"]:
        client.logout()
        assert client.login(email=member["email"], password=told["password"])


def test_every_program_has_a_coordinator(muster, folder):
    muster("demo", "--no-serve")

    assert Program.objects.exists()
    assert not Program.objects.exclude(members__held__role="coordinator").exists()


def test_run_again_it_changes_nothing(muster, folder):
    first = muster("demo", "--no-serve", "--format", "json").json
    before = state_of_database()
    second = muster("demo", "--no-serve", "--format", "json").json

    assert state_of_database() == before
    assert second["password"] == first["password"]
    assert second["members"] == first["members"]
    assert {build["was"] for build in first["builds"]} == {"loaded"}
    assert {build["was"] for build in second["builds"]} == {"there already"}


def test_where_its_builds_are_not_it_says_so_and_makes_nothing(muster, folder, settings):
    settings.BUILD_PACKETS = folder / "build_packets"

    said = muster("demo", "--no-serve")

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"There are no builds to show: there is no {folder}/build_packets.")
    assert not User.objects.exists()
    assert not (folder / "demo-password").exists()


def test_the_password_is_kept_where_only_the_owner_reads(muster, folder):
    password = muster("demo", "--no-serve", "--format", "json").json["password"]

    kept = folder / "demo-password"
    assert kept.read_text().strip() == password
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(password) >= 16


def test_what_was_changed_in_the_demo_stays(muster, folder):
    muster("demo", "--no-serve")
    Build.objects.filter(key="ms-gulfport-2020").update(venue="Changed in the demo")

    said = muster("demo", "--no-serve")

    assert said.code == 0
    assert "changed here since, and left so" in said.out
    assert Build.objects.get(key="ms-gulfport-2020").venue == "Changed in the demo"


def test_a_database_in_use_gets_no_demo_members(muster, folder):
    User.objects.create_user("real@example.org", "a password of theirs", name="Real")

    said = muster("demo", "--no-serve")

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("This database is in use")
    assert User.objects.count() == 1
    assert not Build.objects.exists()
