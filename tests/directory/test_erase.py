"""A person is erased by two members: nothing of them is left, and as many came as came."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from muster.builds.models import Build, Participant, Proposal
from muster.core import audit
from muster.core.chain import verify
from muster.core.jobs import run_waiting
from muster.core.models import AuditEvent
from muster.directory.erase import (
    ask_to_erase,
    confirm_erasure,
    refuse_erasure,
    take_request_back,
)
from muster.directory.erase_errors import (
    AskedAlready,
    ErasedAlready,
    NotAsked,
    ReasonMissing,
    ReasonTooLong,
    SecondMemberNeeded,
    StillStands,
)
from muster.directory.hand import change
from muster.directory.models import (
    ContactPoint,
    Erasure,
    FieldChange,
    Import,
    ImportChoice,
    ImportRow,
    ListEntry,
    Merge,
    Pair,
    Person,
    Post,
    SavedList,
    Touch,
)
from muster.directory.provenance import by_hand
from muster.directory.search import Noun, bring_up_to_date, search
from muster.directory.touch import log_touch
from tests import rows

NAME, FORMER, MAIL = "Mara Ostrander", "Mara Quill", "mara@pinewick.example"
NEEDLES = ("ostrander", "mara", "quill", "safety director of the north")
LATER = rows.NOW + timedelta(hours=1)


def columns_with(*needles):
    """Every column of every table that holds one of *needles*, also of tables without a model."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (its name is the database's)
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if any(needle in str(value).casefold() for needle in needles):
                        found.add(f"{table}.{name}")
    return sorted(found)


@pytest.fixture
def run(larch):
    """An import that brought her, with its file."""
    source = by_hand(larch, by="dana@example.org", on=rows.DAY)
    made = Import.objects.create(
        program=larch, key="k3j5h2", kind="contacts", file="list.csv", sha256="0" * 64, size=9,
        state="applied", source=source, by="dana@example.org", at=rows.NOW,
    )  # fmt: skip
    folder = Path(settings.HOME) / "imports" / made.key
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "file").write_text(f"name\n{NAME}\n")
    return made


@pytest.fixture
def mara(larch, dana, run):
    """Somebody of whom every room has something."""
    company = rows.organization(larch, "Pinewick Freight")
    person = Person.objects.create(
        program=larch, key="mara-ostrander", name=FORMER, language="es", source=run.source
    )
    change(person, {"name": NAME}, verb="edited", by=dana, now=rows.NOW)
    Post.objects.create(program=larch, person=person, organization=company,
                        title="Safety director of the North")  # fmt: skip
    ContactPoint.objects.create(program=larch, person=person, kind="email", address=MAIL)
    log_touch(person=person, kind="call", on=rows.DAY, says=f"{NAME} called back.", by=dana,
              now=rows.NOW)  # fmt: skip
    log_touch(person=person, organization=company, kind="visit", on=rows.DAY, by=dana,
              says="Mara showed the yard.", private=True, now=rows.NOW)  # fmt: skip
    row = ImportRow.objects.create(run=run, line=2, verdict="asks", who=NAME, person=person)
    ImportChoice.objects.create(row=row, position=1, key="p1", label=f"{NAME}, Pinewick")
    other = Person.objects.create(program=larch, key="otto-rask", name="Otto Rask")
    Pair.objects.create(program=larch, left_person=person, right_person=other, score=3,
                        band="review", found_at=rows.NOW)  # fmt: skip
    absorbed = Person.objects.create(
        program=larch, key="mara-o", name="Mara O.", merged_into=person
    )
    Merge.objects.create(program=larch, kept_person=person, ended_person=absorbed,
                         source=run.source, by="dana@example.org", at=rows.NOW)  # fmt: skip
    mine = SavedList.objects.create(program=larch, owner=dana, noun="people", name="Her",
                                    query="q=Mara+Ostrander")  # fmt: skip
    ListEntry.objects.create(saved_list=mine, person=person)
    audit.record(by="dana@example.org", verb="exported", subject="directory:people", program=larch,
                 at=rows.NOW, reason=f"{NAME} asked for the list.")  # fmt: skip
    build = rows.build(larch)
    rows.people(build, 1, person=person, organization=company)
    rows.people(build, 2)
    Proposal.objects.create(
        build=build, person=person, words="Mara knows everybody.", by="lead@example.org",
        at=rows.NOW,
    )  # fmt: skip
    return person


def erase(person, dana, robin, **more):
    ask_to_erase(person, reason="By letter of May 3", by=dana, now=rows.NOW)
    given = {"looked_at_names": False} | more
    return confirm_erasure(person, by=robin, now=LATER, **given)


def test_nothing_of_them_is_left_in_any_table(mara, dana, robin, larch):
    bring_up_to_date.call()
    before = columns_with(*NEEDLES)
    assert {
        "directory_person.name", "directory_person.key", "directory_post.title",
        "directory_contactpoint.address", "directory_touch.says", "directory_fieldchange.old",
        "directory_importrow.who", "directory_importchoice.label", "directory_savedlist.query",
        "core_auditwords.subject", "core_auditwords.reason", "core_auditvalue.old",
    } <= set(before)  # fmt: skip

    erase(mara, dana, robin)
    run_waiting()

    assert columns_with(*NEEDLES) == []
    assert (verify(larch).broken, verify(larch).emptied > 0) == (None, True)


def test_as_many_came_as_came(mara, dana, robin):
    participants = Participant.objects
    before = list(participants.counted().values_list("number", "role", "status", "checked_in_on"))

    erase(mara, dana, robin)

    after = list(participants.counted().values_list("number", "role", "status", "checked_in_on"))
    assert (after, len(after)) == (before, 3)
    erased = Person.objects.get(pk=mara.pk)
    assert (erased.name, erased.key, erased.erased_on) == (
        "(erased)", f"erased-{mara.pk}", rows.TODAY
    )  # fmt: skip


def test_the_file_that_named_them_is_thrown_away_and_its_counts_stay(
    mara, dana, robin, run, django_capture_on_commit_callbacks
):
    path = Path(settings.HOME) / "imports" / run.key / "file"
    assert NAME in path.read_text()

    with django_capture_on_commit_callbacks(execute=True):
        erase(mara, dana, robin)

    run.refresh_from_db()
    assert (path.exists(), run.purged_on, run.state) == (False, rows.TODAY, "applied")


def test_an_erasure_that_fails_has_lost_no_file(
    mara, dana, robin, run, django_capture_on_commit_callbacks
):
    path = Path(settings.HOME) / "imports" / run.key / "file"

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        assert erase(mara, dana, robin)["directory.files"] == 1
        raise RuntimeError

    assert (path.exists(), Person.objects.get(pk=mara.pk).name) == (True, NAME)


def test_a_touch_with_an_organization_stays_with_it_and_says_nothing(mara, dana, robin):
    assert Touch.objects.count() == 2

    erase(mara, dana, robin)

    assert list(Touch.objects.values_list("organization__name", "person", "says")) == [
        ("Pinewick Freight", None, "")
    ]


def test_nobody_finds_them_any_more(mara, dana, robin):
    assert [hit.record.key for hit in found(dana)] == ["mara-ostrander"]

    erase(mara, dana, robin)

    assert found(dana) == []


def found(member):
    return search(member, "ostrander", noun=Noun.PERSON)


def test_the_acts_stay_about_nobody(mara, dana, robin, larch):
    before = list(AuditEvent.objects.values_list("actor", "verb", "at", "hash"))

    let_go = erase(mara, dana, robin)

    told = AuditEvent.objects.order_by("sequence")
    assert list(told.values_list("actor", "verb", "at", "hash"))[: len(before)] == before
    assert [event.verb for event in told][-3:] == [
        "asked to erase", "confirmed the erasure of", "erased"
    ]  # fmt: skip
    last = told.last()
    assert (last.actor, last.subject, dict(last.counts)) == (
        robin.user.email, f"person:erased-{mara.pk}", let_go,
    )  # fmt: skip
    about = [event.subject for event in told if event.subject.startswith("person:")]
    assert set(about) == {f"person:erased-{mara.pk}"}


def test_what_is_said_of_others_stays(mara, dana, robin, larch):
    other = Person.objects.get(key="otto-rask")
    change(other, {"name": "Otto Raske"}, verb="edited", by=dana, now=rows.NOW)

    erase(mara, dana, robin)

    assert list(FieldChange.objects.values_list("old", "new")) == [("Otto Rask", "Otto Raske")]
    event = AuditEvent.objects.get(words__subject="person:otto-rask")
    assert [(value.old, value.new) for value in event.values.all()] == [("Otto Rask", "Otto Raske")]


def test_it_takes_two_members(mara, dana, robin):
    ask_to_erase(mara, reason="By letter", by=dana, now=rows.NOW)

    with pytest.raises(SecondMemberNeeded):
        confirm_erasure(mara, looked_at_names=True, by=dana, now=LATER)

    assert Person.objects.get(pk=mara.pk).name == NAME
    confirm_erasure(mara, looked_at_names=True, by=robin, now=LATER)
    assert Person.objects.get(pk=mara.pk).name == "(erased)"


def test_the_database_takes_two_members_as_well(mara, dana):
    asked = ask_to_erase(mara, reason="By letter", by=dana, now=rows.NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.filter(pk=asked.pk).update(confirmed_by=asked.asked_by, confirmed_at=LATER)


def test_until_it_is_confirmed_it_can_be_taken_back(mara, dana, robin):
    ask_to_erase(mara, reason="By letter", by=dana, now=rows.NOW)

    take_request_back(mara, by=dana, now=LATER)

    with pytest.raises(NotAsked):
        confirm_erasure(mara, looked_at_names=True, by=robin, now=LATER)
    with pytest.raises(NotAsked):
        take_request_back(mara, by=dana, now=LATER)
    assert Person.objects.get(pk=mara.pk).name == NAME
    ask_to_erase(mara, reason="She asked again", by=robin, now=LATER)
    assert Erasure.objects.waiting().get().asked_by == robin.user.email


def test_a_refusal_keeps_them_and_says_why_until_they_are_erased_after_all(mara, dana, robin):
    ask_to_erase(mara, reason="By letter", by=dana, now=rows.NOW)
    for why, wrong in (("  ", ReasonMissing), ("x" * 301, ReasonTooLong)):
        with pytest.raises(wrong):
            refuse_erasure(mara, why=why, by=robin, now=LATER)

    refuse_erasure(mara, why="A subpoena of June names her.", by=robin, now=LATER)

    refused = Erasure.objects.get()
    assert (refused.refused_why, refused.reason) == ("A subpoena of June names her.", "")
    assert AuditEvent.objects.last().reason == "A subpoena of June names her."
    for act in (confirm_erasure, refuse_erasure):
        more = {"looked_at_names": True} if act is confirm_erasure else {"why": "Again"}
        with pytest.raises(NotAsked):
            act(mara, by=robin, now=LATER, **more)
    ask_to_erase(mara, reason="By letter again", by=dana, now=LATER)
    confirm_erasure(mara, looked_at_names=True, by=robin, now=LATER)
    assert set(Erasure.objects.values_list("refused_why", flat=True)) == {""}
    assert "subpoena" not in str([event.reason for event in AuditEvent.objects.all()])


@pytest.mark.parametrize(("reason", "wrong"), [("  ", ReasonMissing), ("x" * 301, ReasonTooLong)])
def test_who_asks_says_why(mara, dana, reason, wrong):
    with pytest.raises(wrong):
        ask_to_erase(mara, reason=reason, by=dana, now=rows.NOW)

    assert Erasure.objects.count() == 0


def test_it_is_asked_for_once(mara, dana, robin):
    ask_to_erase(mara, reason="By letter", by=dana, now=rows.NOW)

    with pytest.raises(AskedAlready):
        ask_to_erase(mara, reason="By phone", by=robin, now=LATER)

    confirm_erasure(mara, looked_at_names=True, by=robin, now=LATER)
    with pytest.raises(ErasedAlready):
        ask_to_erase(mara, reason="By letter", by=dana, now=LATER)


def refused(mara, dana, robin, **more):
    with pytest.raises(StillStands) as stopped:
        erase(mara, dana, robin, **more)
    assert Person.objects.get(pk=mara.pk).name == NAME
    Erasure.objects.all().delete()
    return [(stop.href, stop.after_a_look) for stop in stopped.value.stops]


def test_a_quote_under_their_name_is_withdrawn_first(mara, dana, robin):
    build = Build.objects.get()
    quote = rows.quote(build, permission="named", name=NAME)
    quotes = f"/builds/{build.key}/quotes/"

    assert refused(mara, dana, robin, looked_at_names=True) == [(quotes, False)]
    quote.permission, quote.name = "unnamed", ""
    quote.save()

    assert erase(mara, dana, robin)["directory.people"] == 2


@pytest.mark.parametrize("where", ["quote", "outcome", "touch", "organization"])
def test_the_name_alone_may_be_somebody_elses_and_is_looked_at(mara, dana, robin, larch, where):
    build = Build.objects.get()
    if where == "quote":
        rows.quote(build, text=f"I met {NAME} there.")
    elif where == "outcome":
        rows.outcome(build, text=f"trained with {NAME}.")
    elif where == "touch":
        company = rows.organization(larch, "Birchline")
        log_touch(organization=company, kind="note", on=rows.DAY, says=f"Knows {NAME}", by=dana,
                  now=rows.NOW)  # fmt: skip
    else:
        rows.organization(larch, NAME)

    stops = refused(mara, dana, robin)

    assert [after_a_look for _href, after_a_look in stops] == [True]
    erase(mara, dana, robin, looked_at_names=True)


def test_a_name_inside_another_word_stops_nothing(larch, dana, robin):
    ann = Person.objects.create(program=larch, key="li", name="Li")
    build = rows.build(larch)
    rows.quote(build, text="Linda and the police.")

    assert erase(ann, dana, robin) == {"directory.acts": 2, "directory.people": 1}


def test_a_file_whose_rows_have_not_gone_in_is_settled_first(mara, dana, robin, run):
    run.state = "checked"
    run.save()

    assert refused(mara, dana, robin, looked_at_names=True) == [
        (f"/directory/imports/{run.key}/", False)
    ]


def test_a_mailbox_that_others_have_too_names_nobody(mara, dana, robin, larch):
    company = rows.organization(larch, "Birchline")
    ContactPoint.objects.create(program=larch, organization=company, kind="email", address=MAIL)
    log_touch(organization=company, kind="mail", on=rows.DAY, says=f"Wrote to {MAIL}", by=dana,
              now=rows.NOW)  # fmt: skip

    erase(mara, dana, robin)

    assert list(ContactPoint.objects.values_list("address", flat=True)) == [MAIL]


def test_their_own_address_is_theirs_though_another_program_knows_it_too(mara, dana, robin, larch):
    other = rows.program("other")
    twin = Person.objects.create(program=other, key="m", name="M.")
    ContactPoint.objects.create(program=other, person=twin, kind="email", address=MAIL)
    audit.record(by="x", verb="exported", subject="directory:people", program=larch, at=rows.NOW,
                 reason=f"{MAIL} asked for the list.")  # fmt: skip

    erase(mara, dana, robin)

    assert not [event for event in AuditEvent.objects.filter(program=larch) if MAIL in event.reason]
    assert ContactPoint.objects.get().program == other


def test_programs_do_not_touch_each_other(mara, dana, robin):
    other = rows.program("other")
    twin = Person.objects.create(program=other, key="mara-ostrander", name=NAME)
    audit.record(by="x", verb="edited", subject="person:mara-ostrander", program=other,
                 at=rows.NOW, reason=NAME)  # fmt: skip

    erase(mara, dana, robin)

    twin.refresh_from_db()
    assert (twin.name, twin.erased_on) == (NAME, None)
    assert AuditEvent.objects.get(program=other).reason == NAME
