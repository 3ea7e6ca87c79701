"""Where else the name stands of who is erased: in words about others, however it is spelt."""

from pathlib import Path
from types import SimpleNamespace
from unicodedata import normalize

import pytest
from django.conf import settings

from muster.builds.models import Proposal, Session, Speaker
from muster.core import audit
from muster.core.chain import verify
from muster.core.models import AuditEvent
from muster.core.named_in_words import MOST
from muster.directory.erase import ask_to_erase, confirm_erasure
from muster.directory.erase_errors import StillStands
from muster.directory.hand import change
from muster.directory.models import (
    ContactPoint,
    Erasure,
    FieldChange,
    Import,
    Organization,
    OtherName,
    Person,
    Post,
    Site,
    Source,
    Touch,
)
from muster.directory.provenance import set_fields
from muster.directory.touch import log_touch
from muster.surveys.models import QuoteProposal
from tests import rows

NAME = "Mara Ostrander"


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


ORGANIZATION, SITE = "/directory/organizations/birchline/", "/directory/sites/yard/"
OTTO, BUILD = "/directory/people/otto-rask/", "/builds/larkhaven/"
IN_WORDS = {
    "the name of a company": (
        lambda here: Organization.objects.filter(pk=here.company.pk).update(
            name=f"{NAME} Trucking"
        ),
        ORGANIZATION,
    ),
    "another name of a company": (
        lambda here: OtherName.objects.create(
            program=here.program, organization=here.company, name=NAME
        ),
        ORGANIZATION,
    ),
    "who confirmed a company": (
        lambda here: Organization.objects.filter(pk=here.company.pk).update(
            confirmed_by=f"{NAME}, by phone"
        ),
        ORGANIZATION,
    ),
    "the name of a site": (
        lambda here: Site.objects.filter(pk=here.site.pk).update(name=f"Yard of {NAME}"),
        SITE,
    ),
    "the street of a site": (
        lambda here: Site.objects.filter(pk=here.site.pk).update(street=f"c/o {NAME}"),
        SITE,
    ),
    "the label of a number": (
        lambda here: point(here, organization=here.company, label=f"{NAME} (mobile)"),
        ORGANIZATION,
    ),
    "why a number is not called": (
        lambda here: point(here, site=here.site, status_says=f"{NAME} asked us not to"),
        SITE,
    ),
    "who confirmed a number": (
        lambda here: point(here, person=here.otto, verified_by=NAME),
        OTTO,
    ),
    "a post of another": (
        lambda here: Post.objects.create(
            program=here.program, person=here.otto, organization=here.company,
            title=f"Assistant of {NAME}",
        ),
        OTTO,
    ),
    "who confirmed another": (
        lambda here: Person.objects.filter(pk=here.otto.pk).update(confirmed_by=NAME),
        OTTO,
    ),
    "a proposal to invite another": (
        lambda here: Proposal.objects.create(
            build=here.build, person=here.otto, words=f"{NAME} works with him.", by="x",
            at=rows.NOW,
        ),
        f"{BUILD}proposals/",
    ),
    "a session": (
        lambda here: Session.objects.create(
            build=here.build, title=f"A talk with {NAME}", position=1
        ),
        f"{BUILD}plan/",
    ),
    "who leads a session": (
        lambda here: Speaker.objects.create(
            session=Session.objects.create(build=here.build, title="Opening", position=1),
            position=1, kind="speaker", name_chosen=f"Officer {NAME}",
        ),
        f"{BUILD}plan/",
    ),
    "the venue of a build": (
        lambda here: type(here.build).objects.update(venue=f"The house of {NAME}"),
        BUILD,
    ),
    "the heading of a quote": (
        lambda here: rows.quote(here.build, about=f"On {NAME}"),
        f"{BUILD}quotes/",
    ),
    "whose role a quote tells": (
        lambda here: rows.quote(here.build, role_words=f"Driver of {NAME}"),
        f"{BUILD}quotes/",
    ),
    "why a quote is shown": (
        lambda here: rows.quote(here.build, why=f"{NAME} said so"),
        f"{BUILD}quotes/",
    ),
    "the source of a quote": (
        lambda here: rows.quote(here.build, source=f"A mail of {NAME}"),
        f"{BUILD}quotes/",
    ),
    "a proposal for a quote": (
        lambda here: QuoteProposal.objects.create(
            quote=rows.quote(here.build), decision="show", why=f"{NAME} said so", by="x",
            at=rows.NOW,
        ),
        f"{BUILD}quotes/",
    ),
}  # fmt: skip


def point(here, **more):
    return ContactPoint.objects.create(
        program=here.program, kind="phone", address="+12285550142", **more
    )


@pytest.fixture
def here(larch, otto):
    """Others than her, of whom nothing names her yet."""
    company = rows.organization(larch, "Birchline")
    site = Site.objects.create(program=larch, key="yard", name="Yard", organization=company)
    return SimpleNamespace(
        program=larch, company=company, site=site, otto=otto, build=rows.build(larch)
    )


@pytest.mark.parametrize("where", IN_WORDS)
def test_words_about_others_that_have_the_name_are_looked_at(here, mara, dana, robin, where):
    name_her, href = IN_WORDS[where]
    name_her(here)

    assert stops(mara, dana, robin) == [href]

    erase(mara, dana, robin)


def test_words_that_do_not_name_them_stop_nothing(here, mara, dana, robin):
    point(here, organization=here.company, label="Maria Ostrander", verified_by="Otto Rask")
    point(here, person=mara, label=NAME)

    erase(mara, dana, robin, looked=False)


def renamed(company, name, dana):
    return change(company, {"name": name}, verb="edited", by=dana, now=rows.NOW)


def test_a_company_that_was_called_like_them_and_is_renamed_says_it_no_more(
    larch, mara, dana, robin
):
    company = rows.organization(larch, NAME)
    with pytest.raises(StillStands) as stopped:
        erase(mara, dana, robin, looked=False)
    assert [stop.says for stop in stopped.value.stops] == [
        "The organization Mara Ostrander has this name. If it is theirs, rename it first."
        " “mara-ostrander” in its address stays, here and in the record of acts."
    ]
    Erasure.objects.all().delete()
    renamed(company, "A carrier", dana)
    renamed(company, "Birchline", dana)

    erase(mara, dana, robin, looked=False)

    assert list(company.changes.values_list("field", "old", "new")) == [
        ("name", "", "A carrier"), ("name", "A carrier", "Birchline"),
    ]  # fmt: skip
    acts = AuditEvent.objects.filter(words__subject="organization:mara-ostrander")
    assert [[(value.old, value.new) for value in act.values.all()] for act in acts] == [
        [("", "")], [("A carrier", "Birchline")],
    ]  # fmt: skip
    assert verify(larch).broken is None


@pytest.mark.parametrize("kind", ["file", "merge"])
def test_what_a_file_or_a_merge_has_changed_is_not_brought_back(larch, mara, dana, robin, kind):
    company = rows.organization(larch, NAME)
    source = Source.objects.create(program=larch, kind=kind, name="A list", on=rows.DAY, by="x")
    set_fields(company, {"name": "Birchline"}, source=source, by="x", at=rows.NOW)

    erase(mara, dana, robin, looked=False)

    assert FieldChange.objects.count() == 0


def test_what_stands_still_and_names_another_keeps_its_history(larch, mara, dana, robin):
    company = rows.organization(larch, f"{NAME} Trucking")
    renamed(company, f"{NAME} Hauling", dana)
    namesake = Person.objects.create(program=larch, key="m2", name=NAME)
    renamed(namesake, "Mara Vale", dana)

    erase(mara, dana, robin)

    assert list(FieldChange.objects.values_list("old", "new")) == [
        (f"{NAME} Trucking", f"{NAME} Hauling"), (NAME, "Mara Vale"),
    ]  # fmt: skip


def test_of_many_places_of_a_kind_the_first_are_named_and_the_rest_counted(
    larch, mara, dana, robin
):
    for number in range(MOST + 2):
        rows.organization(larch, f"Company {number}", confirmed_by=f"{NAME}, by phone")

    assert stops(mara, dana, robin) == [
        *(f"/directory/organizations/company-{number}/" for number in range(MOST)), ""
    ]  # fmt: skip


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
