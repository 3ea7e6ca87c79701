"""An import is taken back: what it brought goes, what it changed is as it was.

Nothing that somebody has used or edited since is touched: it stays, and is told. What stays keeps
its parts: a person who came to a build meanwhile keeps their address, post and company.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from muster.core.audit import record
from muster.core.clock import today_in
from muster.directory.imports.errors import AlreadyUndone, NotReady, TooLateToUndo
from muster.directory.imports.files import forget
from muster.directory.imports.marks import every_way_in_words
from muster.directory.imports.merged import Rows, forget_folded, held_by_merges, kept_in_words
from muster.directory.imports.part import part_of
from muster.directory.imports.restore import (
    RECORDS,
    Kept,
    Records,
    key_of,
    restore,
    restore_blocked,
)
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Import,
    Jurisdiction,
    ListEntry,
    Merge,
    Organization,
    OtherName,
    Pair,
    Person,
    Post,
    Site,
    Source,
    Touch,
)
from muster.directory.provenance import column_of
from muster.directory.search import in_bulk

# So many of what stays are told one by one.
_MOST_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: records removed, fields restored, and what it did not touch.

    Attributes:
        decisions: so many pairs went with what was removed of which somebody had said whether the
            two are one.
    """

    removed: int
    restored: int
    kept: tuple[Kept, ...]
    decisions: int = 0


def undo(run: Import, *, by: str, now: datetime) -> Undone:
    """Take *run* back.

    What it brought is removed unless it has been used since; what it changed is as it was unless
    somebody has edited it since. Both are told.

    Raises:
        NotReady: it has not been applied.
        TooLateToUndo: its days are over.
        AlreadyUndone: it was taken back before.
    """
    with transaction.atomic():
        run.refresh_from_db(from_queryset=Import.objects.select_for_update())
        refuse_undo(run, now)
        with in_bulk():
            undone = _take_back(run)
        run.state, run.undone_at = Import.State.UNDONE, now
        undone = replace(undone, kept=tuple(_as_seen(run, undone.kept)))
        # The page says it also to who comes back later.
        run.trouble = "\n".join(f"{kept.name}: {kept.why}" for kept in undone.kept)
        run.save()
        counts = {
            "removed": undone.removed,
            "restored": undone.restored,
            "kept": len(undone.kept),
            "decisions": undone.decisions,
        }
        record(
            by=by, verb="undid", subject=f"import:{run.key}", program=run.program, at=now,
            counts=counts,
        )  # fmt: skip
    forget(run)
    return undone


def refuse_undo(run: Import, now: datetime) -> None:
    """Say if *run* cannot be taken back now.

    Raises:
        ImportTrouble: it is not in, was taken back, or its days are over.
    """
    if run.state == Import.State.UNDONE:
        raise AlreadyUndone
    if run.state not in (Import.State.APPLIED, Import.State.UNDOING):
        says = _("“%(file)s” has not been applied, so that there is nothing to undo.")
        raise NotReady(says % {"file": run.file})
    if run.undo_until is None or today_in(run.program, now) > run.undo_until:
        raise TooLateToUndo(run.undo_until)


def _take_back(run: Import) -> Undone:
    source = run.source
    if source is None:
        return Undone(0, 0, ())
    restored, kept, blocked = restore(source)
    held = held_by_merges(source, forget_folded(source))
    stays = _used(source)
    for model in RECORDS:
        _stay(stays, model, source, held.get(model, ()), str(_("merged since")))
    _keep_what_belongs(source, stays)
    decisions = _decided(source, stays)
    removed = _remove(source, stays, held)
    # A number may have stood in their way that has gone with what had it.
    back, taken = restore_blocked(blocked)
    restored += back
    merges = kept_in_words(source)
    told = [*kept, *taken, *_told(stays), *_told_of(merges)]
    if not merges and not _is_needed(source):
        run.source = None
        run.save(update_fields=["source"])
        source.delete()
    return Undone(removed, restored, tuple(told[:_MOST_TOLD]), decisions)


Stays = dict[Records, dict[int, str]]


def _used(source: Source) -> Stays:
    """What the import brought and somebody uses since: by model and key, why it stays."""
    stays: Stays = {model: {} for model in RECORDS}
    for model in RECORDS:
        ours = model._default_manager.filter(source=source)
        for rows, column, why in _uses(model, source):
            used = rows.filter(**{f"{column}__in": ours.values("pk")})
            for row in used.values_list(column, flat=True).distinct():
                stays[model].setdefault(row, why)
        for condition, why in _own_marks(model):
            for row in ours.filter(condition).values_list("pk", flat=True):
                stays[model].setdefault(row, why)
    return stays


def _uses(model: Records, source: Source) -> Iterator[tuple[Any, str, str]]:
    """The rows elsewhere that refer to records of *model*, the column, and what that says."""
    for relation in _relations(model):
        other, column = relation.related_model, relation.field.name
        rows = other._default_manager.all()
        if other is FieldChange:
            yield rows.exclude(source=source), column, str(_("edited since"))
        elif other is Merge:
            # One that was taken back leaves nothing to keep; the record of acts tells of it.
            yield rows.filter(undone_at__isnull=True), column, str(_("merged since"))
        elif other is ListEntry:
            in_use = rows.filter(saved_list__deleted_at__isnull=True)
            yield in_use, column, str(_("in a list since"))
        elif other in (*RECORDS, OtherName, Jurisdiction, Touch):
            why = _("another source speaks of it")
            yield rows.exclude(Q(source=source) & Q(source__isnull=False)), column, str(why)
        elif relation.on_delete is models.PROTECT:
            why = _("in use: %(what)s") % {"what": other._meta.verbose_name}
            yield rows, column, why


def _relations(model: Records) -> list[Any]:
    """All that refers to *model*, also what has no name on its side."""
    fields = model._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and not field.concrete]


def _own_marks(model: Records) -> Iterator[tuple[Q, str]]:
    """What a record says itself of its having been used."""
    if model in (Organization, Person):
        yield Q(confirmed_on__isnull=False), str(_("confirmed since"))
    if model in (Organization, Site, Person):
        yield Q(merged_into__isnull=False), str(_("merged since"))
    if model is ContactPoint:
        yield Q(verified_on__isnull=False), str(_("confirmed since"))
        came_so = Q(address__in=every_way_in_words())
        yield ~Q(status=ContactPoint.Status.OK) & ~came_so, str(_("marked since"))


def _keep_what_belongs(source: Source, stays: Stays) -> None:
    """What stays keeps what it is of, and a person their posts and numbers."""
    because = str(_("belongs to what stays"))
    for point in ContactPoint.objects.filter(pk__in=stays[ContactPoint]):
        for model, row in (
            (Person, point.person_id),
            (Site, point.site_id),
            (Organization, point.organization_id),
        ):
            if row is not None:
                _stay(stays, model, source, [row], because)
    posts = Post.objects.filter(Q(pk__in=stays[Post]) | Q(person__in=stays[Person]), source=source)
    for post in posts:
        stays[Post].setdefault(post.pk, because)
        _stay(stays, Person, source, [post.person_id], because)
        _stay(stays, Organization, source, [post.organization_id], because)
        _stay(stays, Site, source, [post.site_id] if post.site_id else [], because)
    owners = Site.objects.filter(pk__in=stays[Site]).values_list("organization", flat=True)
    _stay(stays, Organization, source, owners, because)
    for model, column in ((Person, "person"), (Site, "site"), (Organization, "organization")):
        theirs = ContactPoint.objects.filter(source=source, **{f"{column}__in": stays[model]})
        for row in theirs.values_list("pk", flat=True):
            stays[ContactPoint].setdefault(row, because)


def _stay(stays: Stays, model: Records, source: Source, rows: Iterable[int], why: str) -> None:
    """Let those of *rows* stay that the import brought."""
    ours = model._default_manager.filter(source=source, pk__in=list(rows))
    for row in ours.values_list("pk", flat=True):
        stays[model].setdefault(row, why)


def _doomed(model: Records, source: Source, stays: Stays) -> Any:
    """The rows of *model* that the import brought and nobody uses."""
    doomed = model._default_manager.filter(source=source)
    return doomed.exclude(pk__in=list(stays[model])) if stays[model] else doomed


def _decided(source: Source, stays: Stays) -> int:
    """Of how many pairs that go somebody said whether the two are one."""
    going = Q()
    for model in (Organization, Person):
        for side in ("left", "right"):
            gone = _doomed(model, source, stays).values("pk")
            going |= Q(**{f"{side}_{column_of(model)}__in": gone})
    return Pair.objects.filter(going).exclude(decided="").count()


def _remove(source: Source, stays: Stays, held: Rows) -> int:
    """Remove what the import brought and nobody uses; how many records."""
    removed = 0
    kept_people, kept_companies = stays[Person], stays[Organization]
    touches = Touch.objects.filter(source=source).exclude(person__in=kept_people)
    _delete(touches)
    for part in (OtherName, Jurisdiction):
        parts = part._default_manager.filter(source=source)
        parts = parts.exclude(pk__in=held.get(part, ()))
        if part is OtherName:
            parts = parts.exclude(pk__in=list(_still_former(source)))
        _delete(parts.exclude(organization__in=kept_companies))
    for model in RECORDS:
        doomed = _doomed(model, source, stays)
        for relation in _relations(model):
            rows = relation.related_model._default_manager.filter(
                **{f"{relation.field.name}__in": doomed.values("pk")}
            )
            if relation.on_delete is models.SET_NULL:
                rows.update(**{relation.field.name: None})
            elif relation.on_delete is models.CASCADE or relation.related_model is Merge:
                _delete(rows)
        removed += _delete(doomed)
    return removed


def _still_former(source: Source) -> Any:
    """The names before those that the import gave and somebody edited since: they stay former."""
    renamed = FieldChange.objects.filter(
        source=source, field="name", organization=OuterRef("organization"), old=OuterRef("name")
    )
    names = OtherName.objects.filter(Exists(renamed), source=source)
    return names.values_list("pk", flat=True)


def _delete(rows: Any) -> int:
    """Delete rows and what goes with them, a statement for each table: there may be a million."""
    for relation in _relations(rows.model):
        if relation.on_delete is models.CASCADE and rows.model not in RECORDS:
            other = relation.related_model._default_manager
            _delete(other.filter(**{f"{relation.field.name}__in": rows.values("pk")}))
    return int(rows._raw_delete(rows.db))


def _is_needed(source: Source) -> bool:
    """Whether anything still says that it is from *source*."""
    models_ = (*RECORDS, OtherName, Jurisdiction, Touch, FieldChange)
    return any(model._default_manager.filter(source=source).exists() for model in models_)


def _as_seen(run: Import, kept: Sequence[Kept]) -> Iterator[Kept]:
    """*kept*, without what records say that who brought the file in does not see."""
    try:
        part = part_of(run.member) if run.member is not None else None
    except NotReady:
        part = None  # only who sees the whole program opens it now
    if part is None:
        yield from kept
        return
    seen = set()
    for model in (Organization, Site, Person):
        keys = [one.key for one in kept if one.noun == column_of(model)]
        rows = dict(
            model.objects.filter(program=run.program_id, key__in=keys).values_list("pk", "key")
        )
        others = part.unseen(model, rows)
        seen |= {(column_of(model), key) for row, key in rows.items() if row not in others}
    for one in kept:
        if (one.noun, one.key) in seen:
            yield one
        else:
            yield Kept(one.noun, "", str(_("A record")), str(_("edited or used since")))


def _told(stays: Stays) -> Iterator[Kept]:
    for model, rows in stays.items():
        if model is ContactPoint:
            continue
        some = list(rows)[:_MOST_TOLD]
        for found in model._default_manager.filter(pk__in=some):
            yield Kept(column_of(model), key_of(found), str(found), rows[found.pk])


def _told_of(merges: Sequence[Merge]) -> Iterator[Kept]:
    """That these merges keep something in words."""
    for merge in merges:
        found, _ended = merge.records
        why = _("a merge keeps what came with the file and was used")
        yield Kept(column_of(found), key_of(found), str(found), why)
