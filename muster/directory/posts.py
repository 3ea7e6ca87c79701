"""The posts that people hold: taking one up, ending it, moving to another.

People are not deleted because they moved: a post ends on its last day, and stays.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from muster.accounts.models import Member
from muster.directory.errors import EndsTooEarly, HeldAlready, OfAnotherProgram
from muster.directory.hand import change, change_all, note, source_of
from muster.directory.models import FieldChange, Organization, Person, Post, Site


@transaction.atomic
def add_post(
    person: Person,
    *,
    organization: Organization,
    title: str,
    site: Site | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    by: Member,
    now: datetime,
) -> Post:
    """Let *person* hold a post at *organization*; said twice, held once.

    Raises:
        HeldAlready: they held the very same post there before, and it ended.
        EndsTooEarly: it would end before it began.
        OfAnotherProgram: the site is not one of *organization*, or one is of another program.
    """
    _belongs(person, organization, site)
    if from_on and to_on and to_on < from_on:
        raise EndsTooEarly(from_on, "to_on")
    there = Post.objects.filter(person=person, organization=organization, title=title).first()
    if there is not None:
        if there.to_on is not None and there.to_on != to_on:
            raise HeldAlready(there)
        return there
    post = Post.objects.create(
        program_id=person.program_id,
        person=person,
        organization=organization,
        site=site,
        title=title,
        from_on=from_on,
        to_on=to_on,
        source=source_of(by, now),
    )
    note(post, "added", by=by, now=now)
    return post


@transaction.atomic
def end_post(post: Post, *, on: date, by: Member, now: datetime) -> Post:
    """End *post*: *on* is its last day, which may lie ahead. Sending the same again is no change.

    Raises:
        EndsTooEarly: that is before it began.
    """
    post = _locked(post)
    if post.from_on is not None and on < post.from_on:
        raise EndsTooEarly(post.from_on, "on")
    change(post, {"to_on": on}, verb="ended", by=by, now=now)
    return post


@transaction.atomic
def take_back_end(post: Post, *, by: Member, now: datetime) -> Post:
    """Let *post* be held again, as if it had not ended."""
    post = _locked(post)
    change(post, {"to_on": None}, verb="took back the end of", by=by, now=now)
    return post


@transaction.atomic
def move_post(
    post: Post,
    *,
    organization: Organization,
    title: str,
    site: Site | None = None,
    on: date,
    by: Member,
    now: datetime,
) -> Post:
    """Let whoever holds *post* hold another from the day *on*; this one ends the day before.

    A move to another site in the same post is no end: only the site changes.

    Raises:
        EndsTooEarly: that is before *post* began.
        HeldAlready: they held the other post before, and it ended.
    """
    post = _locked(post)
    _belongs(post.person, organization, site)
    if (organization.pk, title) == (post.organization_id, post.title):
        change(post, {"site": site}, verb="moved", by=by, now=now)
        return post
    new = add_post(
        post.person, organization=organization, title=title, site=site, from_on=on, by=by, now=now
    )
    last_day = on - timedelta(days=1)
    if post.from_on is not None and last_day < post.from_on:
        if on < post.from_on:
            raise EndsTooEarly(post.from_on, "on")
        last_day = on
    if post.to_on is None or post.to_on > last_day:
        change(post, {"to_on": last_day}, verb="moved", by=by, now=now)
    return new


@transaction.atomic
def end_posts_at(
    organization: Organization, *, on: date, by: Member, now: datetime
) -> list[FieldChange]:
    """End every post that somebody holds at *organization* on the day *on*."""
    return change_all(held_at(organization, on), {"to_on": on}, verb="ended", by=by, now=now)


def held_at(organization: Organization, on: date) -> list[Post]:
    """The posts that somebody holds at *organization*, for nobody else to change meanwhile."""
    rows = organization.posts.select_for_update(of=("self",)).select_related("person")
    return list(rows.held_on(on).filter(to_on=None).order_by("pk"))


def _locked(post: Post) -> Post:
    return (
        Post.objects.select_for_update(of=("self",))
        .select_related("person", "organization")
        .get(pk=post.pk)
    )


def _belongs(person: Person, organization: Organization, site: Site | None) -> None:
    if organization.program_id != person.program_id:
        raise OfAnotherProgram("organization")
    if site is not None and site.organization_id != organization.pk:
        raise OfAnotherProgram("site")
