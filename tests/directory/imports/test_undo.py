"""An import is taken back: as it was before, but for what somebody uses since."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import Phase, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from muster.core.models import AuditEvent
from muster.directory.imports.errors import AlreadyUndone, NotReady, TooLateToUndo
from muster.directory.imports.files import folder_of
from muster.directory.imports.undo import undo
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Organization,
    Person,
    Post,
    Site,
    Source,
    Touch,
)
from muster.directory.provenance import by_hand, set_fields
from muster.programs.models import Sector
from tests import rows
from tests.directory.imports.bring import DANA, NOW, brought, everything, file_of, tried, verdicts
from tests.shared_data import shared

CENSUS = [
    "DOT_NUMBER",
    "LEGAL_NAME",
    "DBA_NAME",
    "PHY_STREET",
    "PHY_CITY",
    "PHY_STATE",
    "PHY_ZIP",
    "TELEPHONE",
    "NBR_POWER_UNIT",
]
CARRIERS = [
    [
        "9904101",
        "QUILLPORT FREIGHT LLC",
        "",
        "1 Mill Road",
        "BILOXI",
        "MS",
        "39530",
        "(228) 555-0100",
        "12",
    ],
    [
        "9904102",
        "TERNWICK HAULAGE INC",
        "TERN",
        "2 Mill Road",
        "BILOXI",
        "MS",
        "39530",
        "(228) 555-0101",
        "3",
    ],
]
PEOPLE = [
    ["Name", "Company", "Job Title", "Email", "Notes"],
    ["Mara Ostrander", "Pinewick Freight", "Safety director", "mara@pinewick.example", "met her"],
    ["Ana Vale", "Quillport", "Driver", "ana@quillport.example", ""],
]


def typed(larch, record, **values):
    source = by_hand(larch, by=DANA, on=NOW.date())
    set_fields(record, values, source=source, by=DANA, at=NOW)


def site(of, name, **more):
    key = name.lower().replace(" ", "-")
    return Site.objects.create(program=of.program, organization=of, key=key, name=name, **more)


def test_what_it_brought_goes_and_what_it_changed_is_as_it_was(larch, tmp_path):
    rows.organization(larch, "Quillport", usdot="9904101", trucks=58, city="Gulfport", state="MS")
    before = everything()
    run = brought(larch, file_of(tmp_path, [CENSUS, *CARRIERS]), as_={3: "site.street"})
    assert everything() != before

    undone = undo(run, by=DANA, now=NOW)

    assert everything() == before
    assert (undone.removed, undone.kept, run.state) == (5, (), "undone")
    assert undone.restored == 5  # its name, trucks, town, county and sector
    assert AuditEvent.objects.filter(verb="undid").count() == 1
    assert not folder_of(run).exists()


def test_a_sector_that_somebody_chose_since_stays_and_is_called_by_its_name(larch, tmp_path):
    known = rows.organization(larch, "Quillport", usdot="9904101")
    run = brought(larch, file_of(tmp_path, [CENSUS, CARRIERS[0]]))
    known.refresh_from_db()
    typed(larch, known, sector=Sector.objects.get(program=larch, key="law-enforcement"))

    undone = undo(run, by=DANA, now=NOW)

    known.refresh_from_db()
    assert str(known.sector) == "law-enforcement"
    assert [kept.why for kept in undone.kept] == [
        "sector was edited since; it stays “law-enforcement”."
    ]


def test_people_their_posts_and_touches_go_too(larch, tmp_path):
    run = brought(larch, file_of(tmp_path, PEOPLE), "contacts")
    assert (Person.objects.count(), Post.objects.count(), Touch.objects.count()) == (2, 2, 1)

    undone = undo(run, by=DANA, now=NOW)

    assert undone.removed == 8
    assert everything() == {name: [] for name in everything()}


def test_a_field_that_somebody_edited_since_stays_and_is_told(larch, tmp_path):
    known = rows.organization(larch, "Quillport", usdot="9904101", trucks=58)
    run = brought(larch, file_of(tmp_path, [CENSUS, CARRIERS[0]]))
    known.refresh_from_db()
    typed(larch, known, trucks=64)

    undone = undo(run, by=DANA, now=NOW)

    known.refresh_from_db()
    assert (known.trucks, known.city, known.county) == (64, "", "")
    assert [(kept.noun, kept.key, kept.why) for kept in undone.kept] == [
        ("organization", "quillport", "trucks was edited since; it stays “64”.")
    ]
    assert list(FieldChange.objects.values_list("field", "new")) == [
        ("trucks", "12"), ("trucks", "64"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("use", "why"),
    [
        (lambda larch, carrier: typed(larch, carrier, city="Gulfport"), "edited since"),
        (
            lambda larch, carrier: Post.objects.create(
                program=larch,
                organization=carrier,
                person=Person.objects.create(program=larch, key="mara", name="Mara"),
            ),
            "another source speaks of it",
        ),
        (
            lambda larch, carrier: Organization.objects.filter(pk=carrier.pk).update(
                confirmed_on=date(2026, 5, 27)
            ),
            "confirmed since",
        ),
        (
            lambda larch, carrier: Touch.objects.create(
                program=larch, organization=carrier, kind="call", on=date(2026, 5, 27), by=DANA,
                at=NOW,
            ),
            "another source speaks of it",
        ),
    ],
)  # fmt: skip
def test_what_somebody_uses_since_stays_with_its_numbers(larch, tmp_path, use, why):
    run = brought(larch, file_of(tmp_path, [CENSUS, *CARRIERS]))
    used = Organization.objects.get(usdot="9904101")
    use(larch, used)

    undone = undo(run, by=DANA, now=NOW)

    assert list(Organization.objects.values_list("usdot", flat=True)) == ["9904101"]
    assert [(kept.key, kept.why) for kept in undone.kept] == [("usdot-9904101", why)]
    assert ContactPoint.objects.get().organization == used
    assert Source.objects.filter(pk=used.source_id).exists()


def test_a_person_who_came_to_a_build_keeps_company_post_and_address(larch, tmp_path):
    run = brought(larch, file_of(tmp_path, PEOPLE), "contacts")
    mara = Person.objects.get(name="Mara Ostrander")
    [guest] = rows.people(rows.build(larch), 1)
    guest.person = mara
    guest.save()

    undone = undo(run, by=DANA, now=NOW)

    assert list(Person.objects.all()) == [mara]
    assert [post.organization.name for post in mara.posts.all()] == ["Pinewick Freight"]
    assert ContactPoint.objects.get().person == mara
    assert ("person", "in use: participant") in [(kept.noun, kept.why) for kept in undone.kept]


def test_a_number_that_another_has_taken_since_stays_away_and_is_told(larch, tmp_path):
    known = rows.organization(larch, "Quillport", usdot="9904101", ori="MS0240100")
    road = site(known, "Mill Road", register_key="osm:node/1")
    run = brought(larch, file_of(tmp_path, [CENSUS, CARRIERS[0]]))
    for record, values in ((known, {"ori": "MS0240200"}), (road, {"register_key": "osm:node/2"})):
        record.refresh_from_db()
        set_fields(record, values, source=run.source, by=DANA, at=NOW)
    police = rows.organization(larch, "Quillport Police", ori="MS0240100")
    site(police, "Mill Lane", register_key="osm:node/1")

    undone = undo(run, by=DANA, now=NOW)

    known.refresh_from_db()
    road.refresh_from_db()
    assert (known.name, known.ori, road.register_key) == ("Quillport", "MS0240200", "osm:node/2")
    assert sorted((kept.noun, kept.key, kept.why) for kept in undone.kept) == [
        (
            "organization",
            "quillport",
            "ORI stays “MS0240200”: another record has “MS0240100” by now.",
        ),
        (
            "site",
            road.key,
            "number in a register stays “osm:node/2”: another record has “osm:node/1” by now.",
        ),
    ]
    assert sorted(FieldChange.objects.values_list("field", flat=True)) == ["ori", "register_key"]


def test_a_number_that_the_import_itself_gave_to_another_goes_back(larch, tmp_path):
    known = rows.organization(larch, "Quillport", usdot="9904101", ori="MS0240100")
    before = everything()
    run = brought(larch, file_of(tmp_path, [CENSUS, *CARRIERS]))
    known.refresh_from_db()
    set_fields(known, {"ori": "MS0240200"}, source=run.source, by=DANA, at=NOW)
    Organization.objects.filter(usdot="9904102").update(ori="MS0240100")

    undone = undo(run, by=DANA, now=NOW)

    assert undone.kept == ()
    assert everything() == before


def test_a_post_that_somebody_wrote_down_since_stays_beside_the_changed_one(larch, tmp_path):
    run = brought(larch, file_of(tmp_path, PEOPLE), "contacts")
    company = rows.organization(larch, "Eider Casino")
    clerk = {"program": larch, "person": Person.objects.get(name="Ana Vale"), "title": "Clerk"}
    held = Post.objects.create(organization=company, **clerk)
    set_fields(held, {"title": "Manager"}, source=run.source, by=DANA, at=NOW)
    Post.objects.create(organization=company, **clerk)

    undone = undo(run, by=DANA, now=NOW)

    held.refresh_from_db()
    assert held.title == "Manager"
    assert "title stays “Manager”: another record has “Clerk” by now." in [
        kept.why for kept in undone.kept
    ]


def test_it_can_be_taken_back_for_thirty_days_and_once(larch, tmp_path):
    run = brought(larch, file_of(tmp_path, PEOPLE), "contacts")
    assert run.undo_until == date(2026, 6, 25)

    with pytest.raises(TooLateToUndo):
        undo(run, by=DANA, now=NOW + timedelta(days=31))
    undo(run, by=DANA, now=NOW + timedelta(days=30))
    with pytest.raises(AlreadyUndone):
        undo(run, by=DANA, now=NOW)


def test_what_was_not_applied_cannot_be_taken_back(larch, tmp_path):
    with pytest.raises(NotReady):
        undo(tried(larch, file_of(tmp_path, PEOPLE), "contacts"), by=DANA, now=NOW)


def test_after_it_the_same_file_is_new_again(larch, tmp_path):
    undo(brought(larch, file_of(tmp_path, PEOPLE), "contacts"), by=DANA, now=NOW)

    assert verdicts(brought(larch, file_of(tmp_path, PEOPLE), "contacts")) == {"new": 2}


@pytest.mark.parametrize(
    "file",
    [
        "carriers/fmcsa_safer_registrations_16_states.csv",
        "law_enforcement/fbi_cde_agency_name_variants_16_states.csv",
        "places/osm_truck_stops_16_states.json",
        "surveys/eventbrite_attendee_report.csv",
    ],
)
def test_real_files_are_taken_back_to_the_last_row(larch, file):
    rows.organization(larch, "Jefferson County Sheriff's Office", state="AL")
    before = everything()

    undo(brought(larch, shared(file)), by=DANA, now=NOW)

    assert everything() == before


def test_a_number_after_a_row_without_one_is_another_carrier_and_stays_so(larch, tmp_path):
    tern = rows.organization(larch, "Tern")
    before = everything()
    without = ["", "TERN", "", "2 Mill Road", "", "", "", "", ""]
    with_one = ["9904102", "TERN", "", "2 Mill Road", "", "MS", "", "", ""]
    file = file_of(tmp_path, [CENSUS, without, with_one])
    run = brought(larch, file, "carriers", as_={3: "site.street"})

    again = brought(larch, file, "carriers", as_={3: "site.street"})

    tern.refresh_from_db()
    assert (tern.usdot, tern.state, tern.sites.get().street) == ("", "", "2 Mill Road")
    numbered = Organization.objects.get(usdot="9904102")
    assert (numbered.state, numbered.sites.get().street) == ("MS", "2 Mill Road")
    assert (again.new, again.changed) == (0, 0)
    undo(again, by=DANA, now=NOW)
    undo(run, by=DANA, now=NOW)
    assert everything() == before


def test_whom_a_later_line_makes_known_is_found_the_first_time_too(larch, tmp_path):
    ana = Person.objects.create(program=larch, key="ana", name="Ana Vale")
    firm = rows.organization(larch, "Quillport")
    Post.objects.create(program=larch, person=ana, organization=firm)
    before = everything()
    alone = ["Ana Vale", "", "", "ana@quillport.example", "(228) 555-0100"]
    there = ["Ana Vale", "Quillport", "", "", "(228) 555-0100"]
    file = file_of(tmp_path, [["Name", "Company", "Job Title", "Email", "Phone"], alone, there])
    run = brought(larch, file, "contacts")
    known = {"+12285550100", "ana@quillport.example"}

    again = brought(larch, file, "contacts")

    assert (verdicts(run), verdicts(again)) == ({"changed": 2}, {"same": 2})
    assert {point.address for point in ana.contact_points.all()} == known
    undo(again, by=DANA, now=NOW)
    undo(run, by=DANA, now=NOW)
    assert everything() == before


# Few words, so that rows meet one another, and some are what a list should not have.
QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)  # a smaller example takes minutes
NAMES = st.sampled_from(
    ["Mara Ostrander", "mara ostrander", "Luis Arreola", "", "=1+1", "Ana Vale"]
)
FIRMS = st.sampled_from(
    ["Pinewick Freight", "PINEWICK FREIGHT", "Quillport", "", "N/A", "Tern, Inc."]
)
MAILS = st.sampled_from(["", "office@pinewick.example", "mara@pinewick.example", "nobody"])
PHONES = st.sampled_from(["", "(228) 555-0100", "911", "228-555-0101 x3", "+52 55 5555 1234"])
TITLES = st.sampled_from(["", "Driver", "Safety director"])
ROWS = st.lists(st.tuples(NAMES, FIRMS, MAILS, PHONES, TITLES), min_size=1, max_size=8)
FLEET = st.lists(
    st.tuples(
        st.sampled_from(["", "9904101", "9904102", "x"]),
        st.sampled_from(["QUILLPORT FREIGHT LLC", "TERN INC", "ALDO PRUITT", ""]),
        st.sampled_from(["", "TERN", "NULL"]),
        st.sampled_from(["", "1 Mill Road", "2 Mill Road"]),
        st.sampled_from(["BILOXI", "", "Gulfport"]),
        st.sampled_from(["MS", "", "Missisippi"]),
        st.sampled_from(["39530", "501", ""]),
        st.sampled_from(["(228) 555-0100", "000", ""]),
        st.sampled_from(["12", "1,000", "many", ""]),
    ),
    min_size=1,
    max_size=8,
)


class ApplyingAndUndoing(TestCase):
    """Whatever stood before and whatever the file says."""

    def _there_and_back(self, first, second, headers, kind, as_):
        """One file after the other; the second changes nothing when it is read again, and goes."""
        self.larch = rows.program()
        brought(self.larch, self._file(headers, first), kind, as_=as_)
        before = everything()
        run = brought(self.larch, self._file(headers, second), kind, as_=as_)
        between = everything()

        again = brought(self.larch, self._file(headers, second), kind, as_=as_)
        assert (again.new, again.changed) == (0, 0)
        undo(again, by=DANA, now=NOW)
        assert everything() == between

        undo(run, by=DANA, now=NOW)
        assert everything() == before

    def _file(self, headers, some):
        path = Path(settings.HOME) / "there-and-back.csv"
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([headers, *some, ["x"] * len(headers)])
        return path

    @trying(max_examples=20, phases=QUICKLY)
    @given(ROWS, ROWS)
    def test_people_there_and_back(self, first, second):
        headers = ["Name", "Company", "Email", "Cell Phone", "Job Title"]
        self._there_and_back(first, second, headers, "contacts", {})

    @trying(max_examples=20, phases=QUICKLY)
    @given(FLEET, FLEET)
    def test_carriers_there_and_back(self, first, second):
        self._there_and_back(first, second, CENSUS, "carriers", {3: "site.street"})
