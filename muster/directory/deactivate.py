"""Deactivating an organization or a site: it leaves the lists, and its history stays.

Nothing is deleted. Taking it back brings the record into the lists again, with the posts that were
ended in the same act, as far as nobody has changed them since.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.core.clock import today_in
from muster.directory.errors import NotYet
from muster.directory.hand import change
from muster.directory.models import FieldChange, Organization, Site
from muster.directory.posts import end_posts_at


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
    changes = change(record, {"ended_on": on}, verb="deactivated", by=by, now=now, reason=why)
    if ends_posts and changes and isinstance(record, Organization):
        changes += end_posts_at(record, on=on, by=by, now=now)
    return changes


@transaction.atomic
def take_back(record: Organization | Site, *, by: Member, now: datetime) -> TakenBack:
    """Bring *record* back into the lists, with the posts that ended in the same act."""
    record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    ending = record.changes.filter(field="ended_on").order_by("-pk").first()
    changes = change(record, {"ended_on": None}, verb="brought back", by=by, now=now)
    if not changes or ending is None or not isinstance(record, Organization):
        return TakenBack(posts=0, kept=0)
    ended = FieldChange.objects.filter(
        post__organization=record, field="to_on", at=ending.at, by=ending.by, old=""
    )
    back = kept = 0
    for done in ended.select_related("post"):
        post = done.post
        if post is None or post.changes.filter(pk__gt=done.pk).exists():
            kept += 1
            continue
        change(post, {"to_on": None}, verb="brought back", by=by, now=now)
        back += 1
    return TakenBack(posts=back, kept=kept)


def said_back(done: TakenBack) -> str:
    """What came back, in a sentence."""
    says = _("It stands in the lists again.")
    if done.posts:
        says += " " + _("Posts held again: %(posts)s.") % {"posts": done.posts}
    if done.kept:
        says += " " + _("Posts left as they were changed since: %(kept)s.") % {"kept": done.kept}
    return says
