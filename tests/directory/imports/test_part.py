"""Who imports for a part is told nothing of a record outside it, and changes none."""

import pytest

from muster.accounts.models import Member
from muster.builds.models import Host
from muster.directory.imports.answers import answer, correct
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.columns import map_columns
from muster.directory.imports.errors import NotReady, NotTheirs
from muster.directory.imports.take_in import take_in
from muster.directory.imports.undo import undo
from muster.directory.models import (
    ContactPoint,
    Import,
    ImportChoice,
    ImportRow,
    Organization,
    Person,
    Post,
    Site,
    Source,
)
from tests import rows
from tests.directory.imports.bring import AS, CARRIERS, NOW, everything, file_of, said, verdicts
from tests.people import join

PEOPLE = ["First Name", "Last Name", "Company", "Email", "State"]
OF_PEOPLE = {0: "person.given", 1: "person.family", 2: "organization.name", 3: "person.email",
             4: "site.state"}  # fmt: skip
NEUTRAL = "This row waits for somebody who sees the whole program."


@pytest.fixture
def texan(larch) -> Organization:
    """A carrier outside, with a number that is shown to one site."""
    texan = rows.organization(larch, "Tarrow Fuel", usdot="9904417", city="Waco", state="TX")
    reached(texan)
    return texan


def reached(organization: Organization) -> None:
    """Give it a number from an earlier file: the next file’s takes its place, and says so."""
    of = organization.program
    file = Source.objects.create(program=of, kind="file", name="earlier.csv", on=rows.DAY, by="d")
    ContactPoint.objects.create(
        program=of, organization=organization, kind="phone", address="+12285550100",
        audience="site", source=file,
    )  # fmt: skip


@pytest.fixture
def bring(larch, tmp_path):
    """Takes a file in for a member, and tries it."""

    def tried(member, header, *lines, kind="carriers", as_=AS) -> Import:
        by = member if isinstance(member, str) else member.user.email
        path = file_of(tmp_path, [header, *lines])
        run = take_in(larch, path, file_name="list.csv", kind=kind, by=by, now=NOW)
        map_columns(run, as_, by=by, now=NOW, remember=False)
        return check(run, now=NOW)

    return tried


def row(city: str, state: str, usdot: str = "9904417", name: str = "Tarrow Fuel LLC") -> list[str]:
    return [usdot, name, city, state, "(228) 555-0199"]


def someone(given: str, family: str, company: str = "", email: str = "", state: str = ""):
    return [given, family, company, email, state]


def of_people(bring, member, *lines, kind="contacts") -> Import:
    return bring(member, PEOPLE, *lines, kind=kind, as_=OF_PEOPLE)


def everything_told(run: Import) -> str:
    rows_ = ImportRow.objects.filter(run=run)
    told = [text for one in rows_ for text in (one.who, one.column, one.says)]
    return " ".join(
        [*told, *ImportChoice.objects.filter(row__run=run).values_list("label", flat=True)]
    )


# --- a number that names a record outside


def test_a_host_is_not_told_what_a_record_outside_says(bring, wes, dana, texan):
    whole = bring(dana, CARRIERS, row("Gulfport", "MS"))
    assert "Waco" in said(whole)[2]
    assert "(228) 555-0100" in said(whole)[2]

    run = bring(wes, CARRIERS, row("Gulfport", "MS"))

    assert verdicts(run) == {"asks": 1}
    assert said(run) == {2: NEUTRAL}
    assert "Waco" not in everything_told(run)
    [held] = run.rows.all()
    assert (held.organization, held.site, held.person) == (None, None, None)


def test_a_host_does_not_change_a_record_outside(bring, wes, texan):
    run = bring(wes, CARRIERS, row("Gulfport", "MS"), row("Biloxi", "MS", "9904418", "Birchline"))
    assert verdicts(run) == {"new": 1, "asks": 1}

    apply(run, by=wes.user.email, now=NOW)

    texan.refresh_from_db()
    assert (texan.city, texan.name) == ("Waco", "Tarrow Fuel")
    assert [point.address for point in texan.contact_points.all()] == ["+12285550100"]
    assert Organization.objects.filter(name="Birchline").exists()


def test_a_host_changes_what_they_see(bring, wes, larch):
    rows.organization(larch, "Birchline", usdot="9904418", city="Biloxi", state="MS")

    run = bring(wes, CARRIERS, row("Gulfport", "MS", "9904418", "Birchline"))

    assert verdicts(run) == {"changed": 1}
    apply(run, by=wes.user.email, now=NOW)
    assert Organization.objects.get(usdot="9904418").city == "Gulfport"


def test_the_command_line_reaches_the_whole_program(bring, texan):
    run = bring("muster import", CARRIERS, row("Gulfport", "MS"))

    assert run.member is None
    assert verdicts(run) == {"changed": 1}


def test_an_agency_and_a_place_outside_wait_too(bring, wes, larch):
    rows.organization(larch, "Waco Police", ori="TX1550100", state="TX", agency="police")
    agency = bring(
        wes, ["ORI", "NAME"], ["TX1550100", "Waco Police Department"], kind="agencies",
        as_={0: "organization.ori", 1: "organization.name"},
    )  # fmt: skip

    assert said(agency) == {2: NEUTRAL}


def test_a_place_in_a_register_that_is_outside_waits(wes, dana, larch, texan, tmp_path):
    Site.objects.create(
        program=larch, organization=texan, key="yard", name="Waco yard", state="TX",
        register_key="osm:4",
    )  # fmt: skip
    header = ["id", "name", "brand", "lat", "lon", "address", "city", "state", "zip", "truck_stop"]
    line = ["4", "Tern Harbor", "", "30.41", "-88.9", "", "Biloxi", "MS", "39530", "true"]
    path = file_of(tmp_path, [header, line])

    def tried(member):
        run = take_in(larch, path, file_name="osm.csv", kind=None, by=member.user.email, now=NOW)
        return check(run, now=NOW)

    assert "Waco" in everything_told(tried(dana))

    assert said(tried(wes)) == {2: NEUTRAL}


def test_who_came_in_outside_under_the_number_of_an_order_waits(bring, wes, dana, larch):
    header = [*PEOPLE, "Order", "Attendee Status"]
    line = [*someone("Ada", "Vale", "Tarrow Fuel", state="MS"), "A17", "Attending"]
    as_ = OF_PEOPLE | {5: "row.key", 6: "touch.came"}
    apply(bring(dana, header, line, kind="attendees", as_=as_), by=dana.user.email, now=NOW)
    Organization.objects.update(state="TX")
    assert verdicts(bring(dana, header, line, kind="attendees", as_=as_)) == {"same": 1}

    run = bring(wes, header, line, kind="attendees", as_=as_)

    assert said(run) == {2: NEUTRAL}


def test_a_number_outside_of_what_is_seen_is_not_written_twice(bring, wes, larch):
    seen = rows.organization(larch, "Birchline", usdot="9904418", city="Biloxi", state="MS")
    ContactPoint.objects.create(
        program=larch, organization=seen, kind="phone", address="+12285550199", audience="site"
    )

    run = bring(wes, CARRIERS, row("Biloxi", "MS", "9904418", "Birchline"))

    # As of a number that nobody knew.
    assert said(run) == {2: "sector: Trucking. phone: (228) 555-0199."}
    apply(run, by=wes.user.email, now=NOW)
    assert seen.contact_points.count() == 1


def test_a_post_outside_of_who_is_seen_is_not_written_twice(bring, wes, larch):
    birchline = rows.organization(larch, "Birchline", state="MS")
    yard = Site.objects.create(
        program=larch, organization=birchline, key="yard", name="Waco yard", state="TX"
    )
    ada = Person.objects.create(program=larch, key="ada", name="Ada Vale")
    for title, site in (("Owner", yard), ("Driver", None)):
        Post.objects.create(
            program=larch, person=ada, organization=birchline, title=title, site=site
        )
    header = [*PEOPLE, "Title"]
    line = [*someone("Ada", "Vale", "Birchline"), "Owner"]

    run = bring(wes, header, line, kind="contacts", as_=OF_PEOPLE | {5: "post.title"})
    apply(run, by=wes.user.email, now=NOW)

    assert sorted(ada.posts.values_list("title", flat=True)) == ["Driver", "Owner"]


def test_a_number_shown_to_one_site_is_not_told_of_who_is_seen(bring, wes, dana, larch):
    seen = rows.organization(larch, "Birchline", usdot="9904418", city="Biloxi", state="MS")
    reached(seen)
    told = row("Biloxi", "MS", "9904418", "Birchline")
    assert "(228) 555-0100" in everything_told(bring(dana, CARRIERS, told))

    run = bring(wes, CARRIERS, told)

    assert "(228) 555-0100" not in everything_told(run)


# --- names and addresses outside are not looked at


def test_somebody_of_a_name_outside_is_somebody_new(bring, wes, dana, larch, texan):
    ada = Person.objects.create(program=larch, key="ada", name="Ada Vale")
    Post.objects.create(program=larch, person=ada, organization=texan, title="Owner")
    ContactPoint.objects.create(
        program=larch, person=ada, kind="email", address="ada@tarrow.example.org", audience="site"
    )
    rows.organization(larch, "Birchline", state="MS")
    line = someone("Ada", "Vale", "Birchline", "ada@tarrow.example.org")
    assert verdicts(of_people(bring, dana, line)) == {"asks": 1}

    run = of_people(bring, wes, line)

    assert verdicts(run) == {"new": 1}
    assert "Tarrow" not in everything_told(run)
    apply(run, by=wes.user.email, now=NOW)
    assert Person.objects.filter(name="Ada Vale").count() == 2
    assert ada.contact_points.count() == 1


def test_a_mailbox_outside_does_not_tell_who_has_it(bring, wes, dana, larch):
    ada = Person.objects.create(program=larch, key="ada", name="Ada Valen")
    ContactPoint.objects.create(
        program=larch, person=ada, kind="email", address="ada@tarrow.example.org", audience="public"
    )
    rows.organization(larch, "Birchline", state="MS")
    line = someone("Ada", "Vale", "Birchline", "ada@tarrow.example.org")
    assert "Ada Valen" in everything_told(of_people(bring, dana, line))

    assert "Ada Valen" not in everything_told(of_people(bring, wes, line))


def test_a_post_outside_of_somebody_who_is_seen_is_not_told(bring, wes, dana, larch, texan):
    birchline = rows.organization(larch, "Birchline", state="MS")
    rows.organization(larch, "Quillport Terminal", state="MS")
    ada = Person.objects.create(program=larch, key="ada", name="Ada Vale")
    for at in (birchline, texan):
        Post.objects.create(program=larch, person=ada, organization=at, title="Owner")
    line = someone("Ada", "Vale", "Quillport Terminal")
    assert "Tarrow" in everything_told(of_people(bring, dana, line))

    run = of_people(bring, wes, line)

    assert "Birchline" in everything_told(run)
    assert "Tarrow" not in everything_told(run)


# --- what is new stays theirs


def test_what_is_new_outside_of_the_states_of_a_host_is_refused(bring, wes, dana):
    lines = [row("Biloxi", "MS", "9904418", "Birchline"), row("Waco", "TX", "9904419", "Pinewick")]
    assert verdicts(bring(dana, CARRIERS, *lines)) == {"new": 2}

    run = bring(wes, CARRIERS, *lines)

    assert verdicts(run) == {"new": 1, "refused": 1}
    assert said(run)[3] == (
        "TX lies outside the part that this import reaches (MS)."
        " Somebody who sees the whole program can bring this row in."
    )


def test_who_has_no_state_is_refused_with_what_is_missing(bring, wes, dana):
    lines = [someone("Bo", "Reed", "Pinewick", state="MS"), someone("Cy", "Hale", "Tarrow"),
             someone("Di", "Lane")]  # fmt: skip
    assert verdicts(of_people(bring, dana, *lines)) == {"new": 3}

    run = of_people(bring, wes, *lines)

    assert verdicts(run) == {"new": 1, "refused": 2}
    missing = "The state is missing; without it you would not see this row afterwards. Add it: MS."
    assert [said(run)[line] for line in (3, 4)] == [missing, missing]


def test_a_host_sees_what_they_brought(bring, wes):
    carriers = bring(wes, CARRIERS, row("Biloxi", "MS", "9904418", "Birchline"))
    apply(carriers, by=wes.user.email, now=NOW)
    people = of_people(
        bring, wes, someone("Bo", "Reed", "Pinewick", state="MS"),
        someone("Cy", "Hale", "Birchline"), someone("Di", "Lane", "Pinewick"),
    )  # fmt: skip
    apply(people, by=wes.user.email, now=NOW)

    assert verdicts(people) == {"new": 3}
    for model in (Organization, Site, Person):
        brought = model.objects.exclude(source=None).values_list("pk", flat=True)
        assert set(model.objects.visible_to(wes).values_list("pk", flat=True)) == set(brought)


def test_the_same_file_again_changes_nothing(bring, larch):
    noor = join(larch, name="Noor Haddad", role="host")
    Host.objects.create(member=noor, build=rows.build(larch))
    lines = [someone("Bo", "Reed", "Pinewick", "bo@pinewick.example.org"), someone("Cy", "Hale")]
    apply(of_people(bring, noor, *lines, kind="attendees"), by=noor.user.email, now=NOW)
    before = everything()

    run = of_people(bring, noor, *lines, kind="attendees")

    assert verdicts(run) == {"same": 2}
    assert everything() == before


def test_who_hosts_a_build_alone_brings_lists_of_attendees(bring, larch):
    noor = join(larch, name="Noor Haddad", role="host")
    Host.objects.create(member=noor, build=rows.build(larch))
    line = someone("Bo", "Reed", "Pinewick")
    assert verdicts(of_people(bring, noor, line, kind="attendees")) == {"new": 1}

    run = of_people(bring, noor, line)

    assert verdicts(run) == {"refused": 1}
    assert said(run)[2] == (
        "Only the people of a list of attendees can be new in this import. If this is one, read"
        " the file another way: as attendees. Somebody who sees the whole program can bring this"
        " row in."
    )


def test_a_row_that_is_refused_says_whose_it_is(bring, wes):
    run = of_people(bring, wes, someone("Ivo", "Outer", "Waco Lines", state="TX"))

    assert list(run.rows.values_list("verdict", "who")) == [("refused", "Ivo Outer, Waco Lines")]


# --- a coordinator lets a row in


def test_a_coordinator_lets_the_row_in_and_a_host_cannot(bring, wes, dana, texan):
    run = bring(wes, CARRIERS, row("Gulfport", "MS"))
    with pytest.raises(NotTheirs):
        answer(run, 2, "whole", by=wes.user.email, now=NOW)
    assert verdicts(run) == {"asks": 1}

    answer(run, 2, "whole", by=dana.user.email, now=NOW)
    run.refresh_from_db()

    assert verdicts(run) == {"changed": 1}
    assert said(run) == {2: "Somebody who sees the whole program has let this row in."}
    assert "Waco" not in everything_told(run)
    apply(run, by=wes.user.email, now=NOW)
    texan.refresh_from_db()
    assert texan.city == "Gulfport"
    assert "Waco" not in everything_told(run)


def test_a_row_that_was_let_in_waits_again_when_it_is_corrected(bring, wes, dana, larch, texan):
    rows.organization(larch, "Alder", usdot="9904420", city="Reno", state="NV")
    run = bring(wes, CARRIERS, row("Gulfport", "MS"))
    answer(run, 2, "whole", by=dana.user.email, now=NOW)

    correct(run, 2, 0, "9904420", by=wes.user.email, now=NOW)

    assert said(run) == {2: NEUTRAL}
    answer(run, 2, "whole", by=dana.user.email, now=NOW)
    map_columns(run, {0: "organization.usdot"}, by=wes.user.email, now=NOW, remember=False)
    assert said(check(run, now=NOW)) == {2: NEUTRAL}


def test_a_row_that_waits_can_be_let_in_after_the_others_are_in(bring, wes, dana, texan):
    run = bring(wes, CARRIERS, row("Gulfport", "MS"), row("Biloxi", "MS", "9904418", "Birchline"))
    apply(run, by=wes.user.email, now=NOW)
    answer(run, 2, "whole", by=dana.user.email, now=NOW)

    apply(run, by=dana.user.email, now=NOW)

    texan.refresh_from_db()
    assert texan.city == "Gulfport"


def test_an_undo_does_not_tell_what_a_record_outside_says(bring, wes, dana, texan):
    run = bring(wes, CARRIERS, row("Gulfport", "MS"))
    answer(run, 2, "whole", by=dana.user.email, now=NOW)
    apply(run, by=wes.user.email, now=NOW)
    later = bring(dana, CARRIERS, row("Houston", "TX"))
    apply(later, by=dana.user.email, now=NOW)

    undone = undo(run, by=wes.user.email, now=NOW)

    assert undone.kept != ()
    assert {(one.key, one.name, one.why) for one in undone.kept} == {
        ("", "A record", "edited or used since")
    }
    assert "Houston" not in run.trouble


# --- rights that ended or shrank


def test_rows_are_applied_with_the_reach_that_the_member_has_now(bring, wes, larch):
    seen = rows.organization(larch, "Birchline", usdot="9904418", city="Biloxi", state="MS")
    run = bring(wes, CARRIERS, row("Gulfport", "MS", "9904418", "Birchline"))
    assert verdicts(run) == {"changed": 1}
    Organization.objects.filter(pk=seen.pk).update(state="TX")

    apply(run, by=wes.user.email, now=NOW)

    seen.refresh_from_db()
    assert seen.city == "Biloxi"
    assert verdicts(run) == {"asks": 1}


def test_a_file_of_a_member_who_was_ended_is_not_applied(bring, wes, larch):
    run = bring(wes, CARRIERS, row("Biloxi", "MS", "9904418", "Birchline"))
    Member.objects.filter(pk=wes.pk).update(ended_on=rows.DAY)

    with pytest.raises(NotReady, match="Wes Calloway, who brought this file in, imports no more"):
        apply(Import.objects.get(pk=run.pk), by="dana@example.org", now=NOW)

    assert not Organization.objects.filter(name="Birchline").exists()


def test_a_host_undoes_their_own_imports_alone(client, bring, wes, dana):
    theirs = bring(dana, CARRIERS, row("Biloxi", "MS", "9904418", "Birchline"))
    apply(theirs, by=dana.user.email, now=NOW)
    own = bring(wes, CARRIERS, row("Biloxi", "MS", "9904421", "Pinewick"))
    apply(own, by=wes.user.email, now=NOW)
    Import.objects.update(undo_until=rows.day_here())
    client.force_login(wes.user)

    assert client.post(f"/directory/imports/{theirs.key}/undo/").status_code == 404
    client.post(f"/directory/imports/{own.key}/undo/")

    assert dict(Import.objects.values_list("key", "state")) == {
        theirs.key: "applied", own.key: "undone",
    }  # fmt: skip


def test_the_page_offers_the_answer_to_who_sees_the_whole_program(client, bring, wes, dana, texan):
    run = bring(wes, CARRIERS, row("Gulfport", "MS"))
    page = f"/directory/imports/{run.key}/rows/"
    client.force_login(dana.user)
    assert "Let it in" in client.get(page).content.decode()

    client.force_login(wes.user)

    answer_ = client.get(page).content.decode()
    assert NEUTRAL in answer_
    assert "Let it in" not in answer_


def test_all_of_a_program_asks_no_question_more(bring, dana, django_assert_max_num_queries):
    run = bring(dana, CARRIERS, row("Gulfport", "MS"))
    by_nobody = Import.objects.get(pk=run.pk)
    Import.objects.filter(pk=run.pk).update(member=None)
    with django_assert_max_num_queries(200) as first:
        check(Import.objects.get(pk=run.pk), now=NOW)

    with django_assert_max_num_queries(len(first) + 4):  # the member, and what they may do
        check(by_nobody, now=NOW)
