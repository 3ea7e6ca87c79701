"""What the database itself holds to, whichever way a row comes in."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from muster.directory.models import ContactPoint, Organization, Person, Post, Site
from tests import rows


def refused(make) -> str:
    """What the database says of a row that it does not take."""
    with pytest.raises(IntegrityError) as wrong, transaction.atomic():
        make()
    return str(wrong.value)


@pytest.mark.parametrize("number", ["usdot", "ori"])
def test_a_number_belongs_to_one_organization_and_none_to_many(larch, number):
    for name in ("Pinewick", "Sandbar"):
        rows.organization(larch, name)
    rows.organization(larch, "Halyard", **{number: "1234567"})
    rows.organization(rows.program("birch"), "Halyard", **{number: "1234567"})

    refused(lambda: rows.organization(larch, "Brackwater", **{number: "1234567"}))

    assert Organization.objects.filter(**{number: "1234567"}).count() == 2


@pytest.mark.parametrize("kind", ["organization", "site", "person"])
def test_a_key_stands_once_in_a_program(larch, known, kind):
    row = known[kind]
    more = {"organization": known["organization"]} if kind == "site" else {}

    refused(lambda: type(row).objects.create(program=larch, key=row.key, name="Other", **more))

    elsewhere = rows.program("birch")
    more = {"organization": rows.organization(elsewhere, "Other")} if kind == "site" else {}
    made = type(row).objects.create(program=elsewhere, key=f"{row.key}x", name="Other", **more)
    assert made.program == elsewhere


def test_a_post_ends_on_the_day_it_began_or_later(larch, known):
    post = known["post"]
    post.to_on = post.from_on
    post.save()
    post.to_on = date(2024, 2, 29)

    assert "a_post_ends_after_it_began" in refused(post.save)
    assert Post.objects.get().to_on == date(2024, 3, 1)


def test_somebody_holds_several_posts_and_each_once(larch, known):
    same = {"program": larch, "person": known["person"], "organization": known["organization"]}
    Post.objects.create(**same, title="Trainer")

    refused(lambda: Post.objects.create(**same, title="Trainer"))

    assert [post.title for post in Post.objects.all()] == ["Safety director", "Trainer"]


@pytest.mark.parametrize(
    "reaches", [(), ("person", "site"), ("person", "organization"), ("site", "organization")]
)
def test_a_contact_point_reaches_one_person_site_or_organization(larch, known, reaches):
    def make(*names: str) -> ContactPoint:
        return ContactPoint.objects.create(
            program=larch, kind="phone", address="555-0100", **{name: known[name] for name in names}
        )

    for one in ("person", "site", "organization"):
        make(one)

    said = refused(lambda: make(*reaches))

    assert "a_contact_point_reaches_one_person_site_or_organization" in said
    assert ContactPoint.objects.filter(address="555-0100").count() == 3


def test_what_somebody_is_part_of_cannot_go_from_under_them(larch, known):
    with pytest.raises(IntegrityError):
        known["organization"].delete()

    assert (Person.objects.count(), Site.objects.count()) == (1, 1)
