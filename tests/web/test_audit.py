"""The record of acts: each reads what is theirs to read, finds it, and takes it along."""

import csv
import io

import pytest

from muster.accounts.models import Invitation
from muster.core.audit import Changed, empty_values, record, take_back
from muster.core.chain import head_of
from muster.core.models import AuditEvent
from muster.directory.models import Import, Merge, Source
from tests import rows
from tests.people import join


@pytest.fixture
def act(larkhaven):
    def write(verb="loaded", subject="build:larkhaven", program=larkhaven.program, **more):
        given = {"by": "dana@example.org", "at": rows.NOW} | more
        return record(verb=verb, subject=subject, program=program, **given)

    return write


def shown(answer):
    assert answer.status_code == 200
    return [(row.verb, row.subject) for row in answer.context["acts"]]


def test_the_newest_act_stands_first_with_all_that_is_known(desk, act):
    act("loaded", counts={"new": 329})
    change = Changed("name", "Ada", "Ada Thorn")
    act(
        "edited", "person:ada", reason="She told us.", changes=[change],
        at=rows.NOW.replace(hour=20),
    )  # fmt: skip

    answer = desk.get("/audit/")

    assert shown(answer) == [("edited", "person:ada"), ("loaded", "build:larkhaven")]
    page = answer.content.decode()
    for words in ("She told us.", "<del>Ada</del>", "<ins>Ada Thorn</ins>", "new <b>329</b>",
                  "1 field changed", "3 p.m.", "May 26, 2026"):  # fmt: skip
        assert words in page


def test_what_was_taken_back_is_said_and_not_shown(desk, act):
    event = act("edited", "person:ada", changes=[Changed("name", "Ada", "Ada Thorn")])
    assert "Ada Thorn" in desk.get("/audit/").content.decode()

    take_back(event, subject="person:erased-3", on=rows.DAY)
    empty_values(event.values.values_list("pk", flat=True), on=rows.DAY)

    page = desk.get("/audit/").content.decode()
    assert "Ada" not in page
    assert "person:erased-3" in page
    assert "Its words were taken back." in page


def test_nothing_yet_is_said(desk):
    answer = desk.get("/audit/")

    assert (shown(answer), "No act yet" in answer.content.decode()) == ([], True)
    assert "The head of the chain" not in answer.content.decode()


def test_the_head_is_there_to_be_kept(desk, act, larkhaven):
    act()

    assert head_of(larkhaven.program).hash in desk.get("/audit/").content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("who=robin@example.org", ["signed"]),
        ("who=ROB", ["signed"]),
        ("verb=sign", ["signed"]),
        ("subject=build", ["loaded", "signed"]),
        ("subject=person:a", ["edited"]),
        ("subject=outcome", []),
        ("from=2026-05-27", ["edited"]),
        ("to=2026-05-26", ["signed", "loaded"]),
        ("from=2026-05-26&to=2026-05-26", ["signed", "loaded"]),
        ("who=dana&subject=person", ["edited"]),
        ("from=nonsense&who=" + "x" * 300, ["edited", "signed", "loaded"]),
    ],
)
def test_it_is_narrowed_by_who_what_to_what_and_when(desk, act, asked, found):
    """The day is the program's own: eleven at night in Chicago is the next day in Greenwich."""
    act("loaded")
    act("signed", by="robin@example.org", at=rows.NOW.replace(day=27, hour=4))
    act("edited", "person:ada", at=rows.NOW.replace(day=27, hour=6))

    verbs = [verb for verb, _subject in shown(desk.get(f"/audit/?{asked}"))]

    assert sorted(verbs) == sorted(found)


def test_a_filter_that_finds_nothing_leads_back_to_all(desk, act):
    act()

    page = desk.get("/audit/?who=nobody").content.decode()

    assert "No act matches" in page
    assert 'href="/audit/"' in page


def test_it_moves_on_by_fifty_and_keeps_the_filter(desk, act):
    for number in range(120):
        act("did", f"thing:{number}")
    act("other")

    seen, answer = [], desk.get("/audit/?verb=did")
    while True:
        seen += shown(answer)
        if not answer.context["page"].next:
            break
        answer = desk.get(f"/audit/{answer.context['page'].next}")

    assert [subject for _verb, subject in seen] == [f"thing:{at}" for at in reversed(range(120))]


@pytest.mark.parametrize("cursor", ["after=x~y", "after=2026-01-01~1", "before=%00~1", "after=~"])
def test_a_cursor_that_somebody_made_up_breaks_nothing(desk, act, cursor):
    act()

    assert desk.get(f"/audit/?{cursor}").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_the_same_number_of_questions_however_long(
    desk, act, many, django_assert_num_queries
):
    for number in range(many):
        act("edited", f"person:{number}", changes=[Changed("name", "a", "b")], reason="So")

    with django_assert_num_queries(ASKED):
        desk.get("/audit/")


ASKED = 6


def test_programs_do_not_read_each_other(desk, act, db):
    act("ours")
    act("theirs", program=rows.program("other"))
    act("nobodys", program=None)

    assert [verb for verb, _subject in shown(desk.get("/audit/"))] == ["ours"]


@pytest.mark.parametrize("role", ["viewer", "desk", "liaison", "state_lead"])
def test_those_without_the_right_are_told_no(client, desk, larkhaven, role):
    assert desk.get("/audit/").status_code == 200
    client.force_login(join(larkhaven.program, name="Vera Holm", role=role).user)

    assert client.get("/audit/").status_code == 403
    assert client.post("/audit/export/").status_code == 403


def test_an_administrator_reads_all(client, act, larkhaven):
    act("loaded")
    client.force_login(join(larkhaven.program, name="Ada Mint", role="administrator").user)

    assert shown(client.get("/audit/")) == [("loaded", "build:larkhaven")]


def test_a_custodian_reads_who_looked_at_restricted_rows(client, act, larkhaven):
    act("loaded")
    act("read", "restricted-tip:ms-12")
    client.force_login(join(larkhaven.program, name="Cy Ford", role="custodian").user)

    answer = client.get("/audit/")

    assert shown(answer) == [("read", "restricted-tip:ms-12")]
    assert "The head of the chain" not in answer.content.decode()


def test_a_host_reads_the_acts_on_their_builds(client, act, larkhaven):
    host = join(larkhaven.program, name="Hal Reed", role="host")
    host.hosted.create(build=larkhaven)
    rows.build(larkhaven.program, key="larkhaven-two", city="Elsewhere")
    theirs = [
        "build:larkhaven",
        "build:larkhaven/quote:1",
        "outcome:larkhaven/x",
        "report:larkhaven/1",
    ]
    for subject in [*theirs, "build:larkhaven-two", "outcome:larkhaven-two/x", "person:ada"]:
        act("did", subject)
    client.force_login(host.user)

    assert sorted(subject for _verb, subject in shown(client.get("/audit/"))) == sorted(theirs)


def lines(answer):
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))


def test_they_are_taken_along_as_a_file_and_that_is_an_act_too(desk, act):
    act("loaded", reason="=cmd()", counts={"new": 2, "same": 1})
    event = act("edited", "person:ada", changes=[Changed("name", "Ada", "Eve")])

    found = lines(desk.post("/audit/export/?subject=person"))

    assert found[0][:5] == ["act", "when", "who", "did what", "to what"]
    assert found[1:] == [
        ["2", "2026-05-26 10:00:00-05:00", "dana@example.org", "edited", "person:ada", "", "name",
         "", event.hash],
    ]  # fmt: skip
    last = AuditEvent.objects.last()
    assert (last.verb, last.subject, last.counts) == ("exported", "audit:acts", [["acts", 1]])
    again = lines(desk.post("/audit/export/"))
    assert [line[5] for line in again[1:]] == ["'=cmd()", "", ""]


def test_who_only_looks_at_the_address_of_the_file_is_led_to_the_page(desk, act):
    act()
    before = AuditEvent.objects.count()

    answer = desk.get("/audit/export/")

    assert (answer.status_code, answer.url) == (302, "/audit/")
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(("role", "there"), [("administrator", True), ("viewer", False)])
def test_the_menu_leads_there_whom_it_lets_in(client, larkhaven, role, there):
    client.force_login(join(larkhaven.program, name="Ada Mint", role=role).user)

    assert ('href="/audit/"' in client.get("/reports/").content.decode()) == there


def test_keys_are_read_as_what_they_are_called(desk, act, larkhaven):
    member = larkhaven.program.members.get(user__email="dana.whitlow@example.org")
    run = Import.objects.create(
        program=larkhaven.program, key="k3j5h2", kind="contacts", file="spring list.csv",
        sha256="0" * 64, size=9, by="dana@example.org", at=rows.NOW,
    )  # fmt: skip
    asked = Invitation.objects.create(
        program=larkhaven.program, email="new@example.org", role="desk", secret="0" * 64,
        by=member, at=rows.NOW, expires_at=rows.NOW,
    )  # fmt: skip
    for subject in (f"import:{run.key}", f"member:{member.pk}", f"invitation:{asked.pk}",
                    "member:old@example.org", f"build:{member.pk}"):  # fmt: skip
        act("did", subject)

    read = desk.get("/audit/")

    names = [row.named for row in read.context["acts"]]
    assert names == ["", "", "new@example.org", "Dana Whitlow", "spring list.csv"]
    assert [name in read.content.decode() for name in names] == [True] * 5


def test_a_merge_names_the_two_to_who_sees_the_directory(client, desk, act, larkhaven):
    program = larkhaven.program
    kept, ended = (rows.organization(program, name) for name in ("Larkhaven Freight", "Marsh"))
    source = Source.objects.create(program=program, kind="merge", name="m", on=rows.DAY, by="x")
    merge = Merge.objects.create(
        program=program, kept_organization=kept, ended_organization=ended, source=source, by="x",
        at=rows.NOW,
    )  # fmt: skip
    act("merged", f"merge:{merge.pk}")
    act("undid the merge", f"merge:{merge.pk}")

    read = [row.named for row in desk.get("/audit/").context["acts"]]
    client.force_login(join(program, role="administrator", name="Ada Min").user)
    kept_from = [row.named for row in client.get("/audit/").context["acts"]]

    assert (read, kept_from) == (["“Marsh” into “Larkhaven Freight”"] * 2, [""] * 2)


def test_times_are_said_with_their_zone(desk, act):
    act()
    act(at=rows.NOW.replace(month=1))

    page = desk.get("/audit/").content.decode()

    assert [zone in page for zone in (" CDT</span>", " CST</span>")] == [True, True]


RESTRICTED = "restricted-note:mara-ostrander"


def test_of_restricted_rows_a_coordinator_reads_that_there_was_an_act(desk, act):
    change = [Changed("says", "", "Called the hotline")]
    act("looked at", RESTRICTED, reason="A court asked for it.", changes=change)

    answer = desk.get("/audit/")
    taken = b"".join(desk.post("/audit/export/").streaming_content).decode()

    assert shown(answer) == [("looked at", "restricted-note")]
    for text in (answer.content.decode(), taken):
        assert "looked at" in text
        assert not any(words in text for words in ("ostrander", "A court", "hotline"))
    assert shown(desk.get("/audit/?subject=restricted-note:mara")) == []
    assert ("looked at", "restricted-note") in shown(desk.get("/audit/?subject=restricted-note"))


def test_a_custodian_reads_to_whom_and_why(client, act, larkhaven):
    act("looked at", RESTRICTED, reason="A court asked for it.")
    keeper = join(larkhaven.program, name="Noor Vasquez", role="custodian")
    client.force_login(keeper.user)

    answer = client.get("/audit/?subject=restricted-note:mara")

    assert shown(answer) == [("looked at", RESTRICTED)]
    assert "A court asked for it." in answer.content.decode()
