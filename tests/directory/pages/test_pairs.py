"""The review desk: what it shows, what it asks, and what it does once."""

import re

import pytest

from muster.accounts.models import Member
from muster.core.models import Program
from muster.directory.models import ContactPoint, Merge, Organization, Pair, Touch
from muster.shell.days import day_words
from tests import rows
from tests.directory.matching.doubles import (
    larkhaven_twice,
    paired,
    plain_pair,
    works_at,
)
from tests.people import join

LIST = "/directory/duplicates/"
# Three to know who asks; the pair, its weights, both records with names, sites, phones and
# mailboxes, who uses the mailbox, what belongs to both, how much comes along, and the progress.
QUESTIONS = 26


@pytest.fixture
def dana(larch: Program) -> Member:
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


@pytest.fixture
def two(larch) -> tuple[Organization, Organization]:
    return larkhaven_twice(larch)


@pytest.fixture
def pair(two) -> Pair:
    return paired(*two)


def page_of(pair: Pair) -> str:
    return f"{LIST}{pair.pk}/"


def says(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_line_begins_with_the_likeliest(desk, larch):
    for number in (2, 1):
        plain_pair(larch, number)

    answer = desk.get(LIST)

    names = re.findall(r'<th scope="row">(Company \d)a', answer.content.decode())
    assert names == ["Company 1", "Company 2"]
    assert "0 of 2 looked at 0 same · 0 different · 0 later" in says(answer)


def test_nothing_to_decide_says_so(desk):
    assert "No two records look like one" in says(desk.get(LIST))


def test_each_weight_stands_with_its_reason(desk, pair):
    told = says(desk.get(page_of(pair)))

    for sentence in (
        "+15.8 same, once short forms are written out and “LLC” is set aside",
        "same, once the short forms are written out",
        "near: within one in ten",
        "−1.7 differs",
        "0.0 missing on one side: says nothing",
        "99 in 100 that they are one",
        "one pair in 99 is the same",
    ):
        assert sentence in told, sentence


def test_another_kind_of_agency_is_shown_and_weighed(desk, two):
    for one, agency in zip(two, ("campus", "police"), strict=True):
        Organization.objects.filter(pk=one.pk).update(agency=agency)

    told = says(desk.get(page_of(paired(*two))))

    line = "campus or school police −5.6 another kind of agency city or town police"
    assert f"Kind of agency {line}" in told


def test_two_offices_of_one_house_are_left_in_doubt_in_words(desk, two):
    assert "Left in doubt" not in says(desk.get(page_of(paired(*two))))
    Pair.objects.all().delete()
    offices = (("Tarrow County Constable", "other"), ("Tarrow County Sheriff", "sheriff"))
    for one, (name, agency) in zip(two, offices, strict=True):
        Organization.objects.filter(pk=one.pk).update(name=name, agency=agency, usdot="")

    told = says(desk.get(page_of(paired(*two))))

    assert "another agency −5.6 another kind of agency county sheriff" in told
    assert "the names are of two, and may share a house" in told
    assert "50 in 100 that they are one" in told


def test_what_the_other_record_has_not_is_underlined(desk, pair):
    body = desk.get(page_of(pair)).content.decode()

    assert "2200 Old Gin R<u>oa</u>d" in body
    assert "Larkhaven Fr<u>eigh</u>t" in body


def test_a_number_stands_as_it_is_dialed(desk, two, larch):
    for one in two:
        ContactPoint.objects.create(
            program=larch, organization=one, kind="phone", address="+12285550117"
        )

    page = says(desk.get(page_of(paired(*two))))

    assert page.count("(228) 555-0117") == 4
    assert "+1228" not in page


def test_a_mailbox_of_many_is_flagged_and_counts_nothing(desk, two):
    for name in ("Ann Reed", "Bo Lind", "Cy Marsh", "Di Fenn"):
        works_at(two[0], name, "office@larkhavenfreight.example")

    told = says(desk.get(page_of(paired(*two))))

    assert "0.0 shared mailbox same, but 4 use it: not counted" in told


def test_the_drawing_carries_its_numbers_as_attributes(desk, pair):
    body = desk.get(page_of(pair)).content.decode()

    assert "style=" not in body
    assert '<rect class="against" x="107.0" y="0" width="13.0" height="12"></rect>' in body


def test_same_merges_as_it_was_set_out_and_leads_on(desk, pair, two, larch):
    following = plain_pair(larch, 1)

    answer = desk.post(f"{page_of(pair)}decide/", {"decision": "same", "keep_trucks": "ended"})

    assert answer.headers["Location"] == page_of(following)
    kept, ended = two
    kept.refresh_from_db()
    ended.refresh_from_db()
    assert (ended.merged_into, kept.trucks, kept.usdot) == (kept, 61, "9904417")


def test_an_answer_that_is_sent_twice_counts_once(desk, pair):
    for _time in range(2):
        answer = desk.post(f"{page_of(pair)}decide/", {"decision": "same"})
        assert (answer.status_code, answer.headers["Location"]) == (302, LIST)

    assert Merge.objects.count() == 1


def test_different_is_never_asked_again(desk, pair, two):
    desk.post(f"{page_of(pair)}decide/", {"decision": "different"})
    again = paired(*two)

    assert (again.pk, again.decided) == (pair.pk, "different")
    assert list(Pair.objects.waiting()) == []


def test_later_goes_to_the_end_of_the_line(desk, pair, larch):
    others = [plain_pair(larch, number) for number in (1, 2)]

    desk.post(f"{page_of(pair)}decide/", {"decision": "later"})

    assert list(Pair.objects.waiting()) == [*others, pair]


def test_what_somebody_else_decided_stands(desk, pair):
    desk.post(f"{page_of(pair)}decide/", {"decision": "different"})

    answer = desk.post(f"{page_of(pair)}decide/", {"decision": "same"})

    assert answer.status_code == 422
    assert "dana.whitlow@example.org has decided about these two already" in says(answer)
    assert Merge.objects.count() == 0


def test_no_answer_keeps_what_was_chosen(desk, pair):
    answer = desk.post(f"{page_of(pair)}decide/", {"decision": "", "keep_trucks": "ended"})

    assert answer.status_code == 422
    assert re.search(r'name="keep_trucks" value="ended" form="decide" checked', says_raw(answer))


def says_raw(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("decision", ["same", "different", "later"])
def test_the_last_one_is_taken_back(desk, pair, two, decision):
    desk.post(f"{page_of(pair)}decide/", {"decision": decision})

    answer = desk.post(f"{LIST}undo/")

    assert answer.headers["Location"] == page_of(pair)
    pair.refresh_from_db()
    two[1].refresh_from_db()
    assert (pair.decided, pair.by, pair.at, pair.later_at) == ("", "", None, None)
    assert two[1].merged_into is None


def test_taking_back_nothing_says_so(desk):
    answer = desk.post(f"{LIST}undo/", follow=True)

    assert "You have decided nothing here that could be taken back." in says(answer)


def test_an_undo_asks_what_belongs_to_whom(desk, pair, two, larch):
    desk.post(f"{page_of(pair)}decide/", {"decision": "same"})
    touch = Touch.objects.create(
        program=larch,
        organization=two[0],
        kind="call",
        on=rows.DAY,
        at=rows.NOW,
        by="dana.whitlow@example.org",
    )
    merge = Merge.objects.get()
    here = f"/directory/merges/{merge.pk}/undo/"

    sent_on = desk.post(f"{LIST}undo/")
    asked = desk.get(here)
    refused = desk.post(here, {})
    assert "added after the merge by Dana Whitlow" in says(asked)
    desk.post(here, {f"row:directory.touch:{touch.pk}": "ended"})

    assert sent_on.headers["Location"] == here
    assert "1 thing was changed or added after the merge." in says(asked)
    assert (refused.status_code, "Not said yet." in says(refused)) == (422, True)
    touch.refresh_from_db()
    merge.refresh_from_db()
    assert (touch.organization, merge.undone_by) == (two[1], "dana.whitlow@example.org")
    assert "This merge was undone" in says(desk.get(here))


def test_an_undo_calls_what_came_later_as_all_pages_do(desk, pair, two, larch):
    desk.post(f"{page_of(pair)}decide/", {"decision": "same"})
    merge = Merge.objects.get()
    of_it = {"program": larch, "organization": two[0]}
    Touch.objects.create(**of_it, kind="call", on=rows.DAY, at=rows.NOW, by="x")
    ContactPoint.objects.create(**of_it, kind="phone", address="+12285550117", source=merge.source)

    later = desk.get(f"/directory/merges/{merge.pk}/undo/").context["later"]

    assert sorted((each.label, each.words) for each, _said, _unsaid in later) == [
        ("a number or address", "(228) 555-0117"),
        ("a touch", f"Call, {day_words(rows.DAY)}"),
    ]


def test_an_undo_says_who_has_the_number_by_now(desk, pair, two, larch):
    Organization.objects.filter(pk=two[0].pk).update(usdot="")
    Organization.objects.filter(pk=two[1].pk).update(usdot="9904417")
    desk.post(f"{page_of(pair)}decide/", {"decision": "same"})
    Organization.objects.filter(pk=two[0].pk).update(usdot="")
    rows.organization(larch, "Larkhaven Lines", usdot="9904417")

    answer = desk.post(f"/directory/merges/{Merge.objects.get().pk}/undo/", {})

    assert "USDOT number 9904417, which Larkhaven Lines has by now. Nothing was" in says(answer)
    assert Merge.objects.get().undone_at is None
    third = desk.post(f"{LIST}undo/", follow=True)
    assert "9904417, which Larkhaven Lines has by now." in says(third)


def test_the_kept_record_leads_to_its_undo(desk, pair, two):
    desk.post(f"{page_of(pair)}decide/", {"decision": "same"})

    page = desk.get(f"/directory/organizations/{two[1].key}/", follow=True)

    assert page.redirect_chain == [(f"/directory/organizations/{two[0].key}/", 302)]
    assert f'href="/directory/merges/{Merge.objects.get().pk}/undo/"' in page.content.decode()


def test_a_reload_changes_nothing(desk, pair):
    answer = desk.get(f"{page_of(pair)}decide/", follow=True)

    assert answer.redirect_chain == [(page_of(pair), 302)]
    pair.refresh_from_db()
    assert pair.decided == ""


@pytest.mark.parametrize("role", ["host", "desk", "state_lead", "viewer", "liaison"])
def test_only_who_may_merge_sees_the_desk(client, larch, pair, dana, role):
    other = join(larch, name="Other Member", role=role)
    client.force_login(dana.user)
    assert client.get(page_of(pair)).status_code == 200
    client.force_login(other.user)

    seen = [client.get(LIST), client.get(page_of(pair))]
    acted = client.post(f"{page_of(pair)}decide/", {"decision": "different"})

    assert [each.status_code for each in (*seen, acted)] == [403, 403, 403]
    pair.refresh_from_db()
    assert pair.decided == ""


def test_a_pair_of_another_program_is_not_there(client, pair):
    stranger = join(rows.program("birch"), name="Stranger")
    client.force_login(stranger.user)

    assert client.get(page_of(pair)).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_same_number_of_questions(desk, two, people, django_assert_num_queries):
    for record in two:
        for number in range(people):
            works_at(record, f"Person {number}")
    pair = paired(*two)
    desk.get(page_of(pair))

    with django_assert_num_queries(QUESTIONS):
        desk.get(page_of(pair))


@pytest.mark.parametrize("many", [1, 3])
def test_the_line_asks_the_same_number_of_questions(desk, larch, many, django_assert_num_queries):
    for number in range(many):
        plain_pair(larch, number)

    with django_assert_num_queries(8):
        desk.get(LIST)
