"""Deactivating an organization or a site: it leaves the lists, and its history stays.

Nothing is deleted. Taking it back brings the record into the lists again, with the posts that were
ended in the same act, as far as nobody has changed them since.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.core.clock import today_in
from muster.directory.errors import NotYet
from muster.directory.hand import change, change_all, hold
from muster.directory.models import FieldChange, Organization, Site
from muster.directory.posts import end_posts_at, held_at


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came back.

    Attributes:
        posts: how many posts are held again.
        kept: how many posts stay as somebody made them since.
    """

    posts: int
    kept: int


@transaction.atomic
def deactivate(
    record: Organization | Site,
    *,
    on: date,
    why: str = "",
    ends_posts: bool = False,
    by: Member,
    now: datetime,
) -> list[FieldChange]:
    """Let *record* have ended on the day *on*; sending the same again is no change.

    Args:
        ends_posts: whether the posts that people hold at the organization end on that day too.

    Raises:
        NotYet: *on* lies ahead.
    """
    if on > today_in(by.program, now):
        raise NotYet(on, "on")
    record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    if ends_posts and isinstance(record, Organization):
        held_at(record, on)  # before the first act is written down: see `hand.hold`
    changes = change(record, {"ended_on": on}, verb="deactivated", by=by, now=now, reason=why)
    if ends_posts and changes and isinstance(record, Organization):
        changes += end_posts_at(record, on=on, by=by, now=now)
    return changes


@transaction.atomic
def deactivate_all(
    rows: "QuerySet[Organization] | QuerySet[Site]",
    *,
    on: date,
    why: str,
    by: Member,
    now: datetime,
) -> int:
    """Let those of *rows* that stand have ended on the day *on*; how many there were.

    Raises:
        NotYet: *on* lies ahead.
    """
    if on > today_in(by.program, now):
        raise NotYet(on, "on")
    chosen = rows.model._default_manager.filter(pk__in=rows.values("pk"), ended_on=None)
    held: list[Any] = list(chosen.select_for_update(of=("self",)).order_by("pk"))
    change_all(held, {"ended_on": on}, verb="deactivated", by=by, now=now, reason=why)
    return len(held)


@transaction.atomic
def take_back(record: Organization | Site, *, by: Member, now: datetime) -> TakenBack:
    """Bring *record* back into the lists, with the posts that ended in the same act."""
    record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    ending = record.changes.filter(field="ended_on").order_by("-pk").first()
    ended = _posts_ended_with(record, ending)
    hold([done.post for done in ended if done.post is not None])
    changes = change(record, {"ended_on": None}, verb="brought back", by=by, now=now)
    if not changes:
        return TakenBack(posts=0, kept=0)
    back = kept = 0
    for done in ended:
        post = done.post
        if post is None or post.changes.filter(pk__gt=done.pk).exists():
            kept += 1
            continue
        change(post, {"to_on": None}, verb="brought back", by=by, now=now)
        back += 1
    return TakenBack(posts=back, kept=kept)


def _posts_ended_with(record: Organization | Site, ending: FieldChange | None) -> list[FieldChange]:
    """What ended posts in the same act as *record* ended."""
    if ending is None or not isinstance(record, Organization):
        return []
    ended = FieldChange.objects.filter(
        post__organization=record, field="to_on", at=ending.at, by=ending.by, old=""
    )
    return list(ended.select_related("post").order_by("pk"))


def said_back(done: TakenBack) -> str:
    """What came back, in a sentence."""
    says = _("It stands in the lists again.")
    if done.posts:
        says += " " + _("Posts held again: %(posts)s.") % {"posts": done.posts}
    if done.kept:
        says += " " + _("Posts left as they were changed since: %(kept)s.") % {"kept": done.kept}
    return says
