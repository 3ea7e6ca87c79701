"""Where else the name stands of who is erased: in words about others, however it is spelt."""

from pathlib import Path
from unicodedata import normalize

import pytest
from django.conf import settings

from muster.builds.models import Session, Speaker
from muster.core import audit
from muster.core.models import AuditEvent
from muster.directory.erase import ask_to_erase, confirm_erasure
from muster.directory.erase_errors import StillStands
from muster.directory.models import Erasure, Import, Person, Touch
from muster.directory.touch import log_touch
from tests import rows
from tests.people import join

NAME = "Mara Ostrander"


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def robin(larch):
    return join(larch, name="Robin Achterberg", role="administrator")


@pytest.fixture
def mara(larch):
    return Person.objects.create(program=larch, key="k3j5h2", name=NAME)


@pytest.fixture
def otto(larch):
    return Person.objects.create(program=larch, key="otto-rask", name="Otto Rask")


def erase(person, dana, robin, *, looked=True):
    ask_to_erase(person, reason="By letter", by=dana, now=rows.NOW)
    return confirm_erasure(person, looked_at_names=looked, by=robin, now=rows.NOW)


def stops(person, dana, robin):
    """Where to look first, in the order of the page; only a look is asked for."""
    with pytest.raises(StillStands) as stopped:
        erase(person, dana, robin, looked=False)
    Erasure.objects.all().delete()
    assert {stop.after_a_look for stop in stopped.value.stops} == {True}
    return [stop.href for stop in stopped.value.stops]


@pytest.mark.parametrize("at_a_company", [False, True])
def test_a_note_about_another_person_is_looked_at(larch, dana, robin, mara, otto, at_a_company):
    company = rows.organization(larch, "Birchline") if at_a_company else None
    log_touch(person=otto, organization=company, kind="call", on=rows.DAY, by=dana,
              says=f"{NAME} is ill.", now=rows.NOW)  # fmt: skip
    log_touch(person=mara, kind="call", on=rows.DAY, says=f"{NAME} called.", by=dana, now=rows.NOW)
    there = company.get_absolute_url() if company else "/directory/people/otto-rask/"

    assert stops(mara, dana, robin) == [there]

    erase(mara, dana, robin)
    assert list(Touch.objects.values_list("says", flat=True)) == [f"{NAME} is ill."]


def written(program, text):
    """A file that came in, of which no row was kept."""
    run = Import.objects.create(
        program=program, key="a2b3c4", kind="contacts", file="list.csv", sha256="0" * 64,
        size=len(text), state="applied", by="dana@example.org", at=rows.NOW,
    )  # fmt: skip
    folder = Path(settings.HOME) / "imports" / run.key
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "file").write_text(text, encoding="utf-8")
    return run


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("José Muñoz", "José Muñoz"),
        ("José Muñoz", "JOSÉ MUÑOZ"),
        ("José Muñoz", normalize("NFD", "José Muñoz")),
        ("José Muñoz", normalize("NFD", "JOSÉ MUÑOZ")),
        ("José Muñoz", "José\nMuñoz"),
        ("Ольга Ким", "ОЛЬГА КИМ"),
    ],
)
def test_a_name_is_found_in_capitals_and_however_its_accents_are_stored(
    larch, dana, robin, name, spelt, stored
):
    person = Person.objects.create(program=larch, key="p7", name=normalize(stored, name))
    company = rows.organization(larch, "Birchline")
    log_touch(organization=company, kind="note", on=rows.DAY, says=f"Knows {spelt}", by=dana,
              now=rows.NOW)  # fmt: skip
    audit.record(
        by="x", verb="exported", subject="directory:people", program=larch, at=rows.NOW,
        reason=f"{spelt} asked.", changes=[audit.Changed("q", "", f"q={spelt}")],
    )  # fmt: skip
    quoted = spelt.replace("\n", " ")
    run = written(larch, f"name\n{quoted}\n")
    build = rows.build(larch)
    session = Session.objects.create(build=build, title="Opening", position=1)
    speaker = Speaker.objects.create(
        session=session, position=1, kind="speaker", name_chosen=quoted
    )
    assert stops(person, dana, robin) == [company.get_absolute_url()]

    erase(person, dana, robin)

    exported = AuditEvent.objects.get(verb="exported")
    assert (exported.reason, [value.new for value in exported.values.all()]) == ("", [""])
    run.refresh_from_db()
    speaker.refresh_from_db()
    assert (run.purged_on is not None, speaker.name_chosen) == (True, "")


def test_another_letter_is_another_name(larch, dana, robin):
    person = Person.objects.create(program=larch, key="p7", name="José Muñoz")
    company = rows.organization(larch, "Birchline")
    log_touch(organization=company, kind="note", on=rows.DAY, says="Knows Jose Munoz", by=dana,
              now=rows.NOW)  # fmt: skip

    erase(person, dana, robin, looked=False)
