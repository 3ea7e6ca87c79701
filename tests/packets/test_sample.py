"""The packet of the invented build: it holds together, says what it says, and nothing is real."""

import csv
import io
import json
import re
import tomllib
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from muster.builds.models import Build, Participant
from muster.core.keys import KEY_LETTERS
from muster.packets.export import export_packet
from muster.packets.files import read_files
from muster.programs.check import check_guidance
from muster.programs.models import Goal, Guidance
from muster.reports.checks import check_build
from muster.reports.differences import differences
from muster.reports.passages import write_passage
from muster.reports.sign import freeze, publish, review
from muster.reports.snapshot import canonical, hash_of, snapshot_of
from muster.settings import BUILD_PACKETS, PROJECT_DIR
from muster.surveys.models import Answer

FILES = read_files(BUILD_PACKETS / "sample-2026")
GULFPORT = read_files(BUILD_PACKETS / "ms-gulfport-2020")
FOLLOWING_UP = date(2026, 5, 22)
NOON = datetime(2026, 5, 22, 17, 0, tzinfo=UTC)
ROOM = {
    "law-enforcement": 23,
    "trucking": 15,
    "government": 10,
    "truck-stop": 8,
    "casino": 6,
    "bus-transit": 5,
}
OTHER_SECTORS = {"energy": 2, "ngo": 1, "shipper": 1, "education": 1}


def rows(table: str, files: dict[str, bytes] = FILES) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"].decode(), newline="")))


def answered(build: Build, item: str, column: str = "option") -> tuple[int, int]:
    """How many answers to *item* count, and how many there are, from the rows alone."""
    answers = Answer.objects.filter(response__build=build, item__code=item)
    return answers.filter(**{f"{column}__counts": True}).count(), answers.count()


def texts(files: dict[str, bytes]) -> str:
    """All that a packet says, without the program pack."""
    kept = (content.decode() for name, content in files.items() if not name.startswith("pack/"))
    return "\n".join(kept)


# ---- it holds together -------------------------------------------------------------------------


def test_export_writes_the_very_bytes_that_ship(sample):
    assert export_packet(sample) == FILES


def test_it_carries_the_pack_that_ships():
    ours = PROJECT_DIR / "program_packs" / "tat"
    shipped = {f"pack/{path.name}": path.read_bytes() for path in ours.iterdir()}

    assert {name: text for name, text in FILES.items() if name.startswith("pack/")} == shipped


def test_it_is_a_build_of_a_program_of_its_own(sample, gulfport):
    assert (sample.program.key, sample.program.sample) == ("sample", True)
    assert (gulfport.program.key, gulfport.program.sample) == ("tat", False)
    assert [build.key for build in sample.program.builds.all()] == ["sample-2026"]


# ---- the numbers -------------------------------------------------------------------------------


def test_who_was_invited_who_registered_and_who_came(sample):
    people = sample.participants.filter(role__counts=True)
    invited = people.filter(walked_in=False)

    assert invited.count() == 120
    assert invited.filter(status__in=["registered", "checked_in", "left"]).count() == 88
    assert people.counted().count() == 72
    assert people.counted().filter(walked_in=True).count() == 9
    assert set(sample.participants.values_list("status", flat=True)) == set(Participant.Status)


def test_the_room_by_sector(sample):
    came = Counter(sample.participants.counted().values_list("sector__key", flat=True))

    assert came == ROOM | OTHER_SECTORS


@pytest.mark.parametrize(
    ("item", "column", "counted"),
    [
        ("next_steps", "option", (54, 61)),
        ("presenters", "option", (60, 61)),
        ("good_use", "option", (59, 61)),
        ("recommend", "option", (58, 61)),
        ("survivor", "option", (59, 60)),
        ("victim_words", "before", (22, 61)),
        ("victim_words", "option", (52, 61)),
    ],
)
def test_what_people_said(sample, item, column, counted):
    assert answered(sample, item, column) == counted


def test_where_the_answers_came_from(sample):
    origins = Counter(sample.responses.values_list("origin", flat=True))

    assert origins == {"collected": 56, "paper": 5}
    assert set(sample.responses.values_list("language", flat=True)) == {"en", "es"}


def test_keys_of_answers_say_nothing():
    keys = [row["key"] for table in ("responses", "answers") for row in rows(table)]

    assert len(keys) == len(set(keys)) == 61 + 365
    assert {len(key) for key in keys} == {10}
    assert set("".join(keys)) == set(KEY_LETTERS)


# ---- the report --------------------------------------------------------------------------------


def test_goals_stand_in_all_three_ways(sample):
    goals = {goal["code"]: goal["status"] for goal in snapshot_of(sample)["goals"]}

    assert [code for code, status in goals.items() if status == "shown"] == [
        "S1", "S2", "S3", "S4", "S5", "S6", "S7", "L3", "L5",
    ]  # fmt: skip
    assert [code for code, status in goals.items() if status == "no_result"] == ["L1", "L6"]
    assert [code for code, status in goals.items() if status == "not_measured"] == ["L2", "L4"]


def test_three_flags_are_left_for_whoever_tries_the_desk(sample):
    checked = check_build(sample, today=FOLLOWING_UP)

    assert [(finding.place, finding.check) for finding in checked.open] == [
        ("goal:S4:3", "typed_number"),
        ("goal:S5:1", "role"),
        ("guidance", "guidance_stale"),
    ]
    assert [finding.place for finding, _override in checked.overridden] == [
        *["outcome:copperline-introductions:introductions"] * 7,
        "outcome:gannet-new-hires",
        "outcome:task-force-members",
        "quote:most-useful-morning",
    ]


def test_the_three_flags_can_be_closed_and_version_2_published(sample, sample_coordinator):
    me = {"by": sample_coordinator, "now": NOON}
    by_code = {goal.code: goal for goal in Goal.objects.of(sample.program)}
    # Sixty are the ones that the outcome tells of; the forty were typed from memory.
    pledged = "Pledged: 60 drivers are to be trained by Sandbar Coach Lines."
    posters = "A manager at a truck stop hung the posters in April; others have promised to."

    write_passage(sample, "goal", goal=by_code["S4"], position=3, text=pledged, **me)
    write_passage(sample, "goal", goal=by_code["S5"], position=1, text=posters, **me)
    check_guidance(
        Guidance.objects.of(sample.program).for_state("MS"),
        on=FOLLOWING_UP,
        checked_by="Dana Whitlow",
        source="A call to the office",
        by="dana@example.org",
        today=FOLLOWING_UP,
        now=NOON,
    )
    report = publish(review(freeze(sample, **me), **me), listed=True, **me)

    assert check_build(sample, today=FOLLOWING_UP).open == ()
    assert (report.version, report.state) == (2, "published")


def test_version_1_is_published_and_the_draft_says_what_changed(sample):
    report = sample.reports.get()
    snapshot = json.loads(report.snapshot)
    changed = {
        difference.what: difference for difference in differences(snapshot, snapshot_of(sample))
    }

    assert (report.version, report.state) == (1, "published")
    assert report.hash == snapshot["hash"] == hash_of(snapshot)
    assert (changed["Know next steps"].before, changed["Know next steps"].after) == ("88%", "89%")
    assert [row["kind"] for row in snapshot["withdrawals"]] == ["quote", "outcome"]


def test_what_was_withdrawn_is_in_no_file():
    by_kind = {"quote": rows("quotes"), "outcome": rows("outcomes")}
    withdrawn = [row for table in by_kind.values() for row in table if row["withdrawn_on"]]
    stones = {row["key"] for row in rows("tombstones")}

    places = {
        f"{kind}-{row['position']}"
        for kind, table in by_kind.items()
        for row in table
        if row["withdrawn_on"]
    }
    assert places == stones
    assert [row["text"] for row in withdrawn] == ["", ""]
    keys = [row["key"] for row in withdrawn]
    assert [key for key in keys if not re.fullmatch(r"withdrawn-\d+", key)] == []


def test_who_did_not_agree_is_named_in_no_version(sample):
    silent = {row["organization"] for row in rows("outcomes") if row["may_name"] == "no"} - {""}
    names = [row["name"] for row in rows("organizations") if row["key"] in silent]
    assert "Quillport Freight Terminal" in names

    printed = [FILES["reports/001.json"].decode(), canonical(snapshot_of(sample))]

    assert [(name, text[:20]) for name in names for text in printed if name in text] == []
    assert [row["introductions_more"] for row in snapshot_of(sample)["outcomes"]
            if row["introductions"]] == [1]  # fmt: skip


def test_the_desks_have_everything_to_show():
    quotes, outcomes = rows("quotes"), rows("outcomes")

    assert {row["permission"] for row in quotes} == {
        "named", "role_only", "unnamed", "do_not_use", "not_recorded",
    }  # fmt: skip
    assert {row["sense"] for row in quotes if row["decision"] == "show"} == {
        "praise", "critique", "mixed",
    }  # fmt: skip
    assert [row["key"] for row in quotes if row["decision"] == "later"] == [
        "only-woman-on-nights", "how-i-will-talk", "what-to-do-on-monday",
    ]  # fmt: skip
    assert {row["language"] for row in quotes} == {"en", "es"}
    assert {row["stage"] for row in outcomes} == {
        "done", "in_progress", "pledged", "interest", "count_only",
    }  # fmt: skip
    assert {row["may_name"] for row in outcomes} == {"yes", "no", "not_recorded"}
    assert all(row["unnamed"] for row in outcomes if row["may_name"] == "no" and row["text"])
    assert {row["stage"] for row in rows("introductions")} == {
        "offered", "contacted", "met", "trained",
    }  # fmt: skip
    assert {row["stage"] for row in rows("adoptions")} == {
        "none", "asked", "meeting", "promised", "partial", "in_force", "lapsed", "n_a",
    }  # fmt: skip
    assert {row["scope"] for row in rows("adoptions")} == {"law", "practice"}
    assert {row["part"] for row in rows("partners")} == {
        "host", "primary_sponsor", "sponsor", "supporter",
    }  # fmt: skip


# ---- nothing is real ---------------------------------------------------------------------------


def test_every_address_leads_nowhere():
    found = re.findall(r"[\w.+-]+@[\w.-]+|www\.[\w.-]+|https?://\S+", texts(FILES))

    assert len(found) > 100
    assert [address for address in found if not re.search(r"[@.]example\.org$", address)] == []
    assert all(row["address"] in found for row in rows("contact_points") if row["kind"] == "email")


def test_every_number_is_set_aside_for_stories():
    phones = [row["address"] for row in rows("contact_points") if row["kind"] == "phone"]
    fiction = re.compile(r"\+1\d{3}55501\d\d(?:;ext=\d+)?")

    assert len(phones) > 50
    assert [phone for phone in phones if not fiction.fullmatch(phone)] == []


def test_the_only_other_numbers_to_call_are_those_of_the_guidance():
    guidance = {
        line.get("number")
        for state in tomllib.loads(FILES["pack/guidance.toml"].decode())["guidance"]
        for line in state["lines"]
    }
    called = re.findall(r"\b1-\d{3}-\d{3}-\d{4}\b", texts(FILES))

    assert "1-888-373-7888" in guidance
    assert set(called) <= guidance


def test_no_organization_of_the_real_build_is_in_it():
    real = {row["name"] for row in rows("organizations", GULFPORT)}
    invented = {row["name"] for row in rows("organizations")}
    # The frozen report holds the pack’s goals, which name TAT’s materials.
    named = [name for name in real - {"TAT"} if re.search(rf"\b{re.escape(name)}", texts(FILES))]

    assert (real & invented, named) == (set(), [])


def test_nothing_invented_is_said_of_the_program_whose_pack_it_uses():
    own = {name: text for name, text in FILES.items() if not name.startswith(("pack/", "reports/"))}

    assert re.findall(r"\b(?:TAT|BOTL|Truckers Against Trafficking)\b", texts(own)) == []


def test_no_places_of_the_real_build_are_in_it():
    real = {row["place"] for row in rows("past_builds", GULFPORT)} | {"Gulfport", "Biloxi"}

    assert [place for place in real if place in texts(FILES)] == []
