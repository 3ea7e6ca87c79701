"""What may be here already is told while it is typed in, with reasons; nothing is refused."""

import pytest

from muster.directory.alike import alike_organizations, alike_people
from muster.directory.models import ContactPoint, OtherName, Person, Post, Site
from tests import rows
from tests.people import join

PHONE = "+12285550114"


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def freight(larch):
    row = rows.organization(larch, "Larkhaven Freight Lines", city="Larkhaven", state="MS")
    rows.organization(larch, "Pinewick Casino", city="Larkhaven", state="MS")
    rows.organization(larch, "Larkspur Florists", city="Larkhaven", state="MS")
    return row


def told(found):
    return [(each.organization.name, each.reasons) for each in found]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("LARKHAVEN FRT. LINES LLC", "The name is the same, but for its spelling."),
        ("Larkhavn Freight Lines", "The name is nearly the same."),
        ("Larkhaven Freigt Lines", "The name is nearly the same."),
        ("Freight Lines of Larkhaven", "The name is nearly the same."),
    ],
)
def test_a_name_that_is_nearly_the_same_is_told(dana, freight, typed, reason):
    assert told(alike_organizations(dana, name=typed)) == [("Larkhaven Freight Lines", (reason,))]


def test_a_place_makes_it_likelier_and_another_state_is_told(dana, freight):
    (here,) = alike_organizations(dana, name="Larkhaven Freigt Lines", city="larkhaven", state="MS")
    (there,) = alike_organizations(dana, name="Larkhaven Freigt Lines", state="AL")

    assert here.reasons == ("The name is nearly the same.", "Both are in Larkhaven.")
    assert there.reasons == ("The name is nearly the same.", "This one is in MS.")
    assert here.score > there.score


def test_another_name_of_it_is_told(larch, dana, freight):
    OtherName.objects.create(program=larch, organization=freight, name="Marsh & Daughters")

    assert told(alike_organizations(dana, name="Marsh and Daughters Inc")) == [
        (
            "Larkhaven Freight Lines",
            (
                "The name is the same, but for its spelling.",
                "It is also called “Marsh & Daughters”.",
            ),
        )
    ]


def test_the_same_phone_and_street_are_told(larch, dana, freight):
    ContactPoint.objects.create(program=larch, organization=freight, kind="phone", address=PHONE)
    Site.objects.create(
        program=larch, key="yard", name="Yard", organization=freight, street="2200 Old Gin Road"
    )

    (found,) = alike_organizations(
        dana, name="Larkhaven Freight", street="2200 Old Gin Rd", phone=PHONE
    )

    assert found.reasons == (
        "The name is nearly the same.",
        "It has the same phone number.",
        "It is in the same street: 2200 Old Gin Road.",
    )


def test_others_are_not_told(dana, freight):
    assert alike_organizations(dana, name="Larkhaven Freight Lines")

    assert alike_organizations(dana, name="Harbor Tern Foods") == []
    assert alike_organizations(dana, name="") == []
    assert alike_organizations(dana, name="'; --") == []


def test_the_one_that_is_edited_is_not_told_of_itself(dana, freight):
    found = alike_organizations(dana, name="Larkhaven Freight Lines", except_for=freight.pk)

    assert found == []


def test_another_programs_are_not_told(dana, freight):
    lee = join(rows.program("birch"), name="Lee")
    assert alike_organizations(dana, name="Larkhaven Freight Lines")

    assert alike_organizations(lee, name="Larkhaven Freight Lines") == []


def test_a_merged_one_is_not_told(larch, dana, freight):
    rows.organization(larch, "Larkhaven Freight Co", merged_into=freight)

    assert [name for name, _why in told(alike_organizations(dana, name="Larkhaven Freight"))] == [
        "Larkhaven Freight Lines"
    ]


def test_a_person_with_nearly_the_same_name_is_told(larch, dana, freight):
    robin = Person.objects.create(program=larch, key="robin", name="Robin Tansy")
    Post.objects.create(program=larch, person=robin, organization=freight, title="Owner")
    Person.objects.create(program=larch, key="robert", name="Robert Talley")

    (found,) = alike_people(dana, name="Robin Tansey")
    (there,) = alike_people(dana, name="Robin Tansy", organization=freight)

    assert (found.person, found.reasons) == (
        robin,
        ("The name is nearly the same.", "Is known at Larkhaven Freight Lines."),
    )
    assert there.reasons == ("The name is the same.", "Has held a post there.")


def test_one_mailbox_is_no_reason_alone(larch, dana):
    robin = Person.objects.create(program=larch, key="robin", name="Robin Tansy")
    office = "office@larkhaven.example"
    ContactPoint.objects.create(program=larch, person=robin, kind="email", address=office)
    ContactPoint.objects.create(program=larch, person=robin, kind="phone", address=PHONE)

    assert [each.person for each in alike_people(dana, name="Lee Wu", phone=PHONE)] == [robin]
    assert alike_people(dana, name="Lee Wu", email=office) == []
    (same,) = alike_people(dana, name="Robin Tansy", email=office)
    assert same.reasons == (
        "The name is the same.",
        "It has the same e-mail address, which may be shared.",
    )
