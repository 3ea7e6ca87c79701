"""Answers come in, or are taken back: all of a file, in one transaction.

The lines are shuffled before they become rows, so that neither the order of the rows nor their
keys say which line a response was. Answers and sentences are shuffled apart from them.
"""

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from muster.builds.models import Build
from muster.core import audit
from muster.core.keys import random_key
from muster.programs.models import Item
from muster.surveys.imports import keep
from muster.surveys.imports.check import dry_run, sentences_of
from muster.surveys.imports.errors import AlreadyIn, NotWaiting
from muster.surveys.imports.models import AnswerImport, AnswerWord
from muster.surveys.imports.read import Reader, Row, Verdict
from muster.surveys.models import Answer, Quote, Response

_AT_ONCE = 500
_LONGEST_ABOUT = 120
_SHUFFLED = secrets.SystemRandom()
# What a question asks for is what its answers are taken for, until an editor reads them.
_ASKS_FOR_CRITIQUE = (
    "better", "improve", "change", "missing", "least", "worst", "mejor", "cambiar"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, and what stays because somebody has decided about it since."""

    responses: int
    quotes: int
    kept: int


@transaction.atomic
def apply(run: AnswerImport, *, by: str, now: datetime) -> AnswerImport:
    """Bring in the answers of *run*. Applied twice, they are there once.

    Raises:
        NotWaiting: they were taken back.
        AlreadyIn: another import has brought the same file in.
        NothingAsked: there is nothing to bring in.
        TooFewResponses: so few that it could be told who said what.
        WordsUnknown: some word stands for no value yet.
    """
    run = AnswerImport.objects.select_for_update(of=("self",)).select_related(
        "build__program", "questionnaire"
    ).get(pk=run.pk)  # fmt: skip
    if run.state == AnswerImport.State.APPLIED:
        return run
    if run.state != AnswerImport.State.READ:
        raise NotWaiting
    # One after the other at a build: quotes stand in one order, and a file comes in once.
    Build.objects.select_for_update().get(pk=run.build_id)
    same = AnswerImport.objects.applied().filter(
        build=run.build, questionnaire=run.questionnaire, sha256=run.sha256
    )
    if (other := same.first()) is not None:
        raise AlreadyIn(other.key, other.file)
    found = dry_run(run)
    if found.obstacle is not None:
        raise found.obstacle
    rows = [row for row in Reader(run).rows() if row.verdict is Verdict.TAKEN]
    _SHUFFLED.shuffle(rows)
    run.responses, run.answers = len(rows), _store_answers(run, rows)
    run.quotes = _store_sentences(run, rows, fewest=found.fewest)
    run.left_out = found.lines - len(rows)
    run.state, run.applied_at = AnswerImport.State.APPLIED, now
    run.save()
    AnswerWord.objects.filter(column__run=run).delete()
    audit.record(
        by=by,
        verb="brought in",
        subject=f"build:{run.build.key}/answers:{run.key}",
        program=run.build.program,
        at=now,
        counts={"responses": run.responses, "quotes": run.quotes, "left out": run.left_out},
    )
    transaction.on_commit(lambda: keep.forget(run))
    return run


@transaction.atomic
def undo(run: AnswerImport, *, by: str, now: datetime) -> Undone:
    """Take the answers of *run* back, all of them; undone twice, nothing more happens.

    A sentence about which an editor has decided, or that was withdrawn, stays: it is somebody’s
    work since, and may be printed.

    Raises:
        NotWaiting: its answers never came in.
    """
    run = AnswerImport.objects.select_for_update(of=("self",)).select_related(
        "build__program"
    ).get(pk=run.pk)  # fmt: skip
    if run.state == AnswerImport.State.READ:
        raise NotWaiting
    if run.state == AnswerImport.State.UNDONE:
        return Undone(0, 0, 0)
    responses = run.brought.count()
    run.brought.all().delete()
    undecided = run.brought_quotes.filter(
        decision=Quote.Decision.LATER, withdrawn_on__isnull=True, why=""
    )
    quotes = undecided.count()
    undecided.delete()
    kept = run.brought_quotes.count()
    run.state, run.undone_at = AnswerImport.State.UNDONE, now
    run.save(update_fields=["state", "undone_at"])
    audit.record(
        by=by,
        verb="took back",
        subject=f"build:{run.build.key}/answers:{run.key}",
        program=run.build.program,
        at=now,
        counts={"responses": responses, "quotes": quotes, "kept": kept},
    )
    return Undone(responses, quotes, kept)


@transaction.atomic
def give_up(run: AnswerImport, *, by: str, now: datetime) -> None:
    """Throw away an import that never came in, and the copy of its file.

    Raises:
        NotWaiting: its answers are in, or were.
    """
    run = AnswerImport.objects.select_for_update(of=("self",)).select_related(
        "build__program"
    ).get(pk=run.pk)  # fmt: skip
    if run.state != AnswerImport.State.READ:
        raise NotWaiting
    audit.record(
        by=by,
        verb="gave up",
        subject=f"build:{run.build.key}/answers:{run.key}",
        program=run.build.program,
        at=now,
    )
    key = AnswerImport(key=run.key)
    run.delete()
    transaction.on_commit(lambda: keep.forget(key))


def _store_answers(run: AnswerImport, rows: list[Row]) -> int:
    responses = Response.objects.bulk_create(
        [
            Response(
                build=run.build,
                questionnaire=run.questionnaire,
                key=random_key(),
                day=row.day,
                origin=Response.Origin.IMPORTED,
                language=row.language,
                brought_by=run,
            )
            for row in rows
        ],
        batch_size=_AT_ONCE,
    )
    answers = [
        Answer(
            response=response,
            item=said.item,
            key=random_key(),
            option=said.option,
            before=said.before,
            number=said.number,
        )
        for response, row in zip(responses, rows, strict=True)
        for said in row.answers
    ]
    _SHUFFLED.shuffle(answers)
    Answer.objects.bulk_create(answers, batch_size=_AT_ONCE)
    return len(answers)


def _store_sentences(run: AnswerImport, rows: list[Row], *, fewest: int) -> int:
    speakers = Counter(row.language for row in rows)
    # Of few who answered in a language, a sentence in it would lead to what they answered.
    shared = {language for language, many in speakers.items() if language and many >= fewest}
    sentences = [
        (item, text, row.language if row.language in shared else run.build.program.language)
        for row in rows
        for item, text in sentences_of(row)
    ]
    _SHUFFLED.shuffle(sentences)
    last = run.build.quotes.aggregate(last=Max("position"))["last"] or 0
    Quote.objects.bulk_create(
        [
            Quote(
                build=run.build,
                item=item,
                key=f"imported-{random_key()}",
                position=last + place,
                about=_about(item),
                text=text,
                language=language,
                permission=Quote.Permission.UNNAMED,
                sense=_sense(item),
                brought_by=run,
            )
            for place, (item, text, language) in enumerate(sentences, 1)
        ],
        batch_size=_AT_ONCE,
    )
    return len(sentences)


def _about(item: Item) -> str:
    text = item.text
    return text if len(text) <= _LONGEST_ABOUT else f"{text[: _LONGEST_ABOUT - 1].rstrip()}…"


def _sense(item: Item) -> Quote.Sense:
    words = f"{item.code} {item.text}".casefold()
    asks = any(word in words for word in _ASKS_FOR_CRITIQUE)
    return Quote.Sense.CRITIQUE if asks else Quote.Sense.PRAISE
