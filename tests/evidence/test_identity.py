"""Sentences that point at a person who has not agreed to it."""

import pytest

from muster.evidence.finding import Level
from muster.evidence.identity import (
    KnownNames,
    NamedOrganization,
    NamedPerson,
    check_identity,
)
from muster.evidence.thresholds import Thresholds

BOTTLER = (
    "An EHS Specialist for the Gulf States Division of Coca-Cola Bottling Co. has passed the TAT "
    "information on to his corporate team for consideration and has encouraged them to implement "
    "the training as a company."
)
CASINOS = "Representatives from 3 local casinos were in attendance, and they expressed interest."
TIPS = (
    "The Biloxi Police Department has received two potential human trafficking tips from "
    "stakeholders since the CB in Gulfport."
)
KNOWN = KnownNames(
    people=[NamedPerson("Ana Ruiz"), NamedPerson("Bo Li", consents=True), NamedPerson("Cher")],
    organizations=[
        NamedOrganization("Acme Travel Plaza", noun="truck stop", aliases=["ATP"]),
        NamedOrganization("Staples"),
        NamedOrganization("Ergon Trucking", may_name=True),
        NamedOrganization("Ergon"),
    ],
)


def flags(text, known=KNOWN, **more):
    """What is found, as check and words."""
    findings = check_identity(text, place="p", known=known, thresholds=Thresholds(), **more)
    return [(finding.check, finding.words) for finding in findings]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            BOTTLER,
            ("role", "EHS Specialist for the Gulf States Division of Coca-Cola Bottling Co."),
        ),
        (CASINOS, ("small_group", "3 local casinos")),
        (TIPS, ("small_group", "two potential human trafficking tips")),
    ],
    ids=["a title with a division", "three casinos", "two tips"],
)
def test_the_report_of_2020_is_flagged_where_it_gives_people_away(sentence, expected):
    assert flags(sentence, KnownNames()) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "The long-term impact is the result of follow up done two months after the meeting.",
        "TAT and the MTA have partnered on three builds across the state; three CBs in all.",
        "The first two were in 2017, in Jackson and Tupelo.",
        "Introduce truck stop and bus terminal owners and general managers to their officers.",
        "Total Transportation supplied TAT with a list of their top 25 shippers.",
        "A human trafficking investigator that attended is co-writing a curriculum for MS.",
        "The Pine Belt Task Force is a group of local law enforcement agencies.",
        "Goal 3: drivers. On January 3 officers met. Exit 4 casinos. Two days later drivers came.",
        "They train one driver at a time, and one of them said so.",
        "3 of 50 drivers, 3.5 drivers, 3% of drivers, 12 tips, 5 casinos, twelve reports.",
        "The chief of the Biloxi Police Department spoke. Ergon Trucking has a safety department.",
    ],
)
def test_what_points_at_nobody_is_left_alone(sentence):
    assert flags(sentence) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a couple of drivers", "a couple of drivers"),
        ("Four of the casinos came", "Four of the casinos"),
        ("one casino employee", "one casino employee"),
        ("2 women", "2 women"),
        ("ten arrests", "ten arrests"),
        ("three sheriffs", "three sheriffs"),
        ("two local law enforcement agencies", "two local law enforcement agencies"),
    ],
)
def test_a_small_group_of_people_places_or_cases_is_flagged(text, words):
    assert flags(text) == [("small_group", words)]


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("one casino employee", "a casino employee"),
        ("one agency", "an agency"),
        ("one of the casinos", "casinos"),
        ("3 local casinos", "local casinos"),
    ],
)
def test_a_small_group_can_be_said_without_its_number(text, general):
    [finding] = check_identity(text, place="p", known=KNOWN, thresholds=Thresholds())

    assert finding.suggestion == f"Leave the number out: “{general}”."


def test_the_size_of_a_small_group_is_the_program_s_to_set():
    strict = Thresholds(head=8)

    assert flags("six casinos") == []
    [finding] = check_identity("six casinos", place="p", known=KnownNames(), thresholds=strict)
    assert finding.reason == "A group of fewer than 8 can be told apart by who knows it."


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The night shift manager of Ergon Trucking.", "night shift manager of Ergon Trucking"),
        (
            "A sergeant of the Vice Unit of the Biloxi Police Department came.",
            "sergeant of the Vice Unit of the Biloxi Police Department",
        ),
        ("The owner of Ergon Trucking at Exit 4.", "owner of Ergon Trucking at Exit 4"),
        ("Ergon Trucking, Store #12, has a manager.", "Ergon Trucking, Store #12, has a manager"),
    ],
)
def test_a_title_a_division_and_an_organization_point_at_one_person(sentence, words):
    assert flags(sentence) == [("role", words)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The night shift of Ergon Trucking.",
        "The manager of Ergon Trucking.",
        "The night shift manager.",
        "Managers of the Gulf States Division of Ergon Trucking.",
        "The manager spoke. The Gulf States Division of Ergon Trucking listened.",
        "The department of Ergon Trucking has a manager.",
    ],
)
def test_two_of_the_three_or_a_plural_point_at_nobody(sentence):
    assert flags(sentence) == []


@pytest.mark.parametrize(
    "number",
    [
        "(228) 555-0142",
        "228-555-0142 ext. 12",
        "1.228.555.0142",
        "+1 228 555 0142 x7",
        "+52 81 5550 0142",
        "2285550142",
        "555-0142",
    ],
)
def test_a_phone_number_is_flagged_unless_it_is_public(number):
    bare = number.split(" e")[0].split(" x")[0]

    assert flags(f"Call {number}.") == [("phone", number)]
    if bare == number:
        assert flags(f"Call {number}.", public_numbers=[number.replace(" ", "-")]) == []


def test_911_and_the_hotline_however_grouped_are_free():
    text = "Call 911, then 1-888-373-7888, 888.373.7888 or 1-888-3737-888."

    assert flags(text, public_numbers=["+1 888 373 7888"]) == []
    assert len(flags(text)) == 3


@pytest.mark.parametrize(
    "text", ["2019-2020", "39501-1234", "2020-01-16", "§ 97-3-54", "1,234,567"]
)
def test_years_postal_codes_days_and_laws_are_no_phone_numbers(text):
    assert flags(text) == []


def test_an_address_is_flagged():
    assert flags("Write a.b+c@mail.example.org.") == [("email", "a.b+c@mail.example.org")]


@pytest.mark.parametrize(
    "name", ["Ana Ruiz", "ANA RUIZ", "Ana M. Ruiz", "Ruiz, Ana", "Ana\nRuiz", "Cher"]
)
def test_a_person_who_has_not_agreed_is_not_named(name):
    assert flags(f"We thank {name}’s team.") == [("person_name", name)]


@pytest.mark.parametrize("name", ["Bo Li", "Ana Ruizzo", "Ana", "cher", "Anna Ruiz"])
def test_who_has_agreed_or_is_not_known_may_be_named(name):
    assert flags(f"We thank {name}’s team.") == []


def test_an_organization_that_has_not_agreed_is_not_named_and_its_suggestion_says_what_it_is():
    findings = check_identity(
        "ATP, acme travel plaza, Staples and staples.",
        place="p",
        known=KNOWN,
        thresholds=Thresholds(),
    )

    assert [(finding.words, finding.suggestion) for finding in findings] == [
        ("ATP", "Say “a truck stop”, or ask and record the consent."),
        ("acme travel plaza", "Say “a truck stop”, or ask and record the consent."),
        ("Staples", "Say “an organization”, or ask and record the consent."),
    ]


def test_a_short_name_within_a_longer_one_that_agreed_is_that_one_s():
    assert flags("Ergon Trucking came.") == []
    assert flags("Ergon came.") == [("organization_name", "Ergon")]


def test_the_suggestion_says_less():
    known = KnownNames(organizations=[NamedOrganization("Acme Plaza", True, noun="truck stop")])

    [role, group] = check_identity(
        "The EHS Specialist of Store 7 of Acme Plaza called. Then 3 local casinos did.",
        place="goal:S4",
        known=known,
        thresholds=Thresholds(),
    )

    assert role.suggestion == "Say less: “A specialist at a truck stop …”."
    assert group.suggestion == "Leave the number out: “local casinos”."
    assert {(f.level, f.overridable, f.place) for f in (role, group)} == {
        (Level.BLOCK, True, "goal:S4")
    }


def test_what_stands_in_public_already_is_flagged_all_the_same():
    [before] = check_identity(CASINOS, place="p", known=KNOWN, thresholds=Thresholds())
    [after] = check_identity(
        CASINOS, place="p", known=KNOWN, thresholds=Thresholds(), published_elsewhere=True
    )

    assert (after.level, after.fingerprint) == (Level.BLOCK, before.fingerprint)
    assert after.suggestion == (
        "Leave the number out: “local casinos”. It was published before: whoever lets it stand"
        " gives where as the reason."
    )


@pytest.mark.parametrize("before", ["🚚🚛 ", "كلمة عربية. "])
def test_positions_are_those_of_the_text_whatever_stands_before(before):
    text = before + "Two tips came."

    [finding] = check_identity(text, place="p", known=KNOWN, thresholds=Thresholds())

    assert text[finding.start : finding.end] == finding.words == "Two tips"
