"""The record of acts is a chain: whoever alters it is found out, and the database refuses to."""

import threading
from contextlib import closing
from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from muster.core import append_only
from muster.core.audit import Act, Changed, empty_values, record, record_many, take_back
from muster.core.chain import Head, head_of, verify
from muster.core.models import AuditEvent, AuditValue, AuditWords, Program
from tests import rows
from tests.steps import go_to, old_steps

DAY = date(2026, 6, 1)


@pytest.fixture
def program(db):
    return Program.objects.create(key="larch", name="Larch")


def told(program, *verbs, **more):
    return [
        record(by="dana@example.org", verb=verb, subject=f"person:{verb}", program=program,
               at=rows.NOW, **more)
        for verb in verbs
    ]  # fmt: skip


def broken(program, **more):
    found = verify(program, **more).broken
    return found and (found.sequence, found.what)


def test_each_act_follows_the_one_before_it(program):
    first, second = told(program, "added", "merged")

    assert (first.sequence, first.previous) == (1, "")
    assert (second.sequence, second.previous) == (2, first.hash)
    assert head_of(program) == Head(2, second.hash)
    assert (verify(program).acts, verify(program).broken) == (2, None)


def test_each_program_has_a_chain_and_so_have_acts_of_none(program):
    other = Program.objects.create(key="other", name="Other")

    for whose in (program, None, other, None):
        told(whose, "did")

    assert [head_of(whose).sequence for whose in (program, other, None)] == [1, 1, 2]
    assert [verify(whose).broken for whose in (program, other, None)] == [None, None, None]


def test_an_act_names_the_fields_and_keeps_their_values_beside_it(program):
    event = told(program, "edited", changes=[Changed("name", "Ada", "Ada Thorn")])[0]

    assert [name for name, _digest in event.changed] == ["name"]
    assert "Ada" not in str(AuditEvent.objects.values().get(pk=event.pk))
    assert list(event.values.values_list("field", "old", "new")) == [("name", "Ada", "Ada Thorn")]


def test_the_same_words_have_another_digest_each_time(program):
    first, second = (told(program, "edited", reason="As asked")[0] for _time in range(2))

    assert len({first.subject_digest, second.subject_digest}) == 2
    assert len({first.reason_digest, second.reason_digest}) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", "somebody@example.org"), ("verb", "viewed"), ("at", rows.NOW.replace(hour=3)),
        ("noun", "build"), ("changed", []), ("counts", [["new", 3]]), ("hash", "0" * 64),
        ("subject_digest", "0" * 64), ("reason_digest", "0" * 64),
    ],
)  # fmt: skip
def test_an_act_that_is_altered_is_the_first_that_does_not_hold(program, field, value):
    change = [Changed("name", "a", "b")]
    events = told(program, "added", "edited", "merged", changes=change, reason="Why not")

    AuditEvent.objects.filter(pk=events[1].pk).update(**{field: value})

    assert broken(program) == (2, "altered")


def test_an_act_that_was_taken_out_is_missed(program):
    events = told(program, "a", "b", "c", "d")

    for event in events[1:3]:
        event.words.delete()
        event.delete()

    assert broken(program) == (2, "missing")
    assert verify(program).broken.says == "acts 2 to 3 are gone between act 1 and act 4"


def test_an_act_that_was_slipped_in_follows_nobody(program):
    _first, second, third = told(program, "a", "b", "c")
    second.words.delete()
    second.delete()

    AuditEvent.objects.filter(pk=third.pk).update(sequence=2)

    assert broken(program) == (2, "forked")


def test_a_chain_that_was_cut_off_does_not_reach_the_head_that_was_kept(program):
    first, last = told(program, "a", "b")
    kept = head_of(program).hash
    assert verify(program, through=kept).reached

    last.words.delete()
    last.delete()

    assert (broken(program), verify(program, through=kept).reached) == (None, False)
    assert verify(program, through=first.hash[:12]).reached


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (AuditWords, {"subject": "person:somebody-else"}),
        (AuditWords, {"reason": "Another reason"}),
        (AuditWords, {"reason": ""}),
        (AuditValue, {"old": "Someone"}),
        (AuditValue, {"new": ""}),
    ],
)
def test_what_stands_beside_an_act_cannot_be_changed_unseen(program, model, change):
    told(program, "added", "edited", changes=[Changed("name", "a", "b")], reason="Why not")

    model.objects.filter(event__sequence=2).update(**change)

    assert broken(program) == (2, "words altered")


@pytest.mark.parametrize("model", [AuditWords, AuditValue])
def test_what_stands_beside_an_act_cannot_vanish(program, model):
    told(program, "added", "edited", changes=[Changed("name", "a", "b")])

    model.objects.filter(event__sequence=2).delete()

    assert broken(program) == (2, "words missing")


def test_words_and_values_are_taken_back_and_the_chain_holds(program):
    event = told(program, "edited", changes=[Changed("name", "Ada", "Eve")], reason="She asked")[0]
    told(program, "viewed")

    take_back(event, subject="person:erased-3", on=DAY)
    emptied = empty_values(event.values.values_list("pk", flat=True), on=DAY)

    assert emptied == 1
    assert (verify(program).broken, verify(program).emptied) == (None, 2)
    again = AuditEvent.objects.get(pk=event.pk)
    assert (again.subject, again.reason, again.verb) == ("person:erased-3", "", "edited")
    assert list(event.values.values_list("field", "old", "new", "salt")) == [("name", "", "", "")]
    assert empty_values(event.values.values_list("pk", flat=True), on=DAY) == 0


@pytest.mark.parametrize("number", [0, 1, 3, 2500])
def test_many_acts_are_links_one_after_the_other(program, number):
    told(program, "began")
    change = [Changed("name", "a", "b")]

    written = record_many(
        (Act("added", f"person:{at}", changes=change) for at in range(number)),
        by="dana", program=program, at=rows.NOW,
    )  # fmt: skip

    assert written == number
    assert (verify(program).acts, verify(program).broken) == (number + 1, None)
    assert AuditValue.objects.count() == number


def test_one_act_on_many_rows_says_how_many(program):
    event = told(program, "applied", counts={"new": 329, "changed": 12})[0]

    assert AuditEvent.objects.get(pk=event.pk).counts == [["new", 329], ["changed", 12]]
    assert verify(program).broken is None


def test_two_links_cannot_follow_the_same_act(program):
    event = told(program, "added")[0]

    for whose in (program, None):
        told(whose, "did")
        last = AuditEvent.objects.filter(program=whose).last()
        last.pk, last._state.adding = None, True
        with pytest.raises(IntegrityError), transaction.atomic():
            last.save()

    assert event.sequence == 1


@pytest.fixture
def kept(program):
    """The triggers as they stand where no test empties tables; what this test wrote is undone."""
    append_only.keep(connection)
    yield program
    if connection.needs_rollback:
        return
    append_only.let_go(connection)


EMPTIED = "UPDATE core_auditwords SET reason = '', salt = '', emptied_on = '2026-06-01'"
REFUSED = [
    ("UPDATE core_auditevent SET verb = 'viewed'", True),
    ("DELETE FROM core_auditevent", True),
    ("DELETE FROM core_auditwords", True),
    ("DELETE FROM core_auditvalue", True),
    ("UPDATE core_auditwords SET subject = 'x'", True),
    ("UPDATE core_auditwords SET reason = ''", True),
    ("UPDATE core_auditvalue SET old = '', new = ''", True),
    ("UPDATE core_auditvalue SET field = 'x', salt = '', old = '', new = '', "
     "emptied_on = '2026-06-01'", True),
    ("UPDATE core_auditvalue SET id = id + 100, salt = '', old = '', new = '', "
     "emptied_on = '2026-06-01'", True),
    ("UPDATE core_auditwords SET reason = '', salt = '', emptied_on = '2026-06-01'", False),
    ("UPDATE core_auditvalue SET old = '', new = '', salt = '', emptied_on = '2026-06-01'", False),
    (f"{EMPTIED}, subject = 'person:erased-7'", False),
    (f"{EMPTIED}, subject = 'person:somebody-else'", True),
    (f"{EMPTIED}, subject = 'organization:erased-7'", True),
    (f"{EMPTIED}, subject = 'person:erased-seven'", True),
    (f"{EMPTIED}, subject = 'person:erased-7/who-was-mara'", True),
    (f"{EMPTIED}, subject = 'person:not-erased-7'", True),
    (EMPTIED.replace("''", "'Another reason'", 1), True),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "refused"), REFUSED, ids=[said for said, _ in REFUSED])
def test_the_database_lets_words_be_taken_back_and_nothing_else(kept, statement, refused):
    told(kept, "edited", changes=[Changed("name", "a", "b")], reason="Why not")

    assert (is_refused(statement), broken(kept)) == (refused, None)


def is_refused(*statements):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    except DatabaseError as wrong:
        assert "append-only" in str(wrong)
        return True
    return False


WITHDRAWN = "build:larkhaven/quote:withdrawn-3"


@pytest.mark.parametrize(
    ("subject", "reason", "refused"),
    [
        (WITHDRAWN, "", False),
        (WITHDRAWN, "It was withdrawn.", False),
        (f"{WITHDRAWN}x:prints_as", "It was withdrawn.", False),
        (f"{WITHDRAWN}:prints_as_mara", "", True),
        ("build:other/quote:withdrawn-3", "", True),
        ("build:larkhaven/quote:good", "", True),
    ],
)
def test_of_what_was_withdrawn_an_act_says_so_once(kept, subject, reason, refused):
    record(by="dana", verb="showed", subject="build:larkhaven/quote:it-was-good:prints_as",
           program=kept, at=rows.NOW, reason="Fits")  # fmt: skip
    withdraws = EMPTIED.replace("''", f"'{reason}'", 1) + f", subject = '{subject}'"

    assert (is_refused(withdraws), broken(kept)) == (refused, None)
    if not refused:
        assert not is_refused(withdraws)
        assert is_refused("UPDATE core_auditwords SET reason = 'Another'")


@pytest.mark.parametrize("table", ["auditevent", "auditwords", "auditvalue"])
def test_nothing_is_put_in_the_place_of_an_act_on_sqlite(kept, table):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows no REPLACE")
    told(kept, "edited", changes=[Changed("name", "a", "b")], reason="Why not")

    # What is not there yet is let in, and the same once more is not.
    replaces = f"REPLACE INTO core_{table} SELECT * FROM core_{table}"  # noqa: S608
    assert not is_refused(f"{replaces} WHERE false")
    assert is_refused(replaces)


def test_no_value_is_emptied_into_the_place_of_another_on_sqlite(kept):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows no OR REPLACE")
    told(kept, "edited", changes=[Changed(name, "a", "b") for name in ("city", "name")])
    empties = (
        "UPDATE OR REPLACE core_auditvalue SET old = '', new = '', salt = '',"
        " emptied_on = '2026-06-01', id = (SELECT {}(id) FROM core_auditvalue)"
        " WHERE id = (SELECT min(id) FROM core_auditvalue)"
    )

    assert is_refused(empties.format("max"))
    assert not is_refused(empties.format("min"))
    assert (AuditValue.objects.count(), verify(kept).broken) == (2, None)


@pytest.mark.parametrize(("statement", "refused"), REFUSED, ids=[said for said, _ in REFUSED])
def test_it_is_kept_where_the_checks_of_a_connection_are_set_aside(kept, statement, refused):
    """An import on PostgreSQL sets them aside for its own rows; who has that right has no more."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no such mode")
    told(kept, "edited", changes=[Changed("name", "a", "b")], reason="Why not")

    aside = "SET LOCAL session_replication_role = replica"
    assert (is_refused(aside, statement), broken(kept)) == (refused, None)


@pytest.mark.django_db(transaction=True)
def test_postgresql_does_not_truncate_it_either():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    told(None, "edited")
    append_only.keep(connection)

    try:
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute("TRUNCATE core_auditevent CASCADE")
        assert (verify(None).acts, broken(None)) == (1, None)
    finally:
        append_only.let_go(connection)


@pytest.fixture
def core_alone(transactional_db, tmp_path):
    """A database that has the tables of this room and no others, in the place of the tests' own.

    All rooms there and back take a quarter of a minute, of which this room has half a second.
    """
    tests_own = connections["default"]
    where = {**tests_own.settings_dict, "NAME": str(tmp_path / "core.sqlite3")}
    if tests_own.vendor == "postgresql":
        where["NAME"] = f"{tests_own.settings_dict['NAME']}_core"
        # The pool is of the tests' own database.
        where["OPTIONS"] = {k: v for k, v in where["OPTIONS"].items() if k != "pool"}
        with tests_own.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {tests_own.ops.quote_name(where['NAME'])}")
    connections["default"] = type(tests_own)(where, "default")
    try:
        with closing(connections["default"]):
            call_command("migrate", "core", verbosity=0)
            yield
    finally:
        connections["default"] = tests_own
        if tests_own.vendor == "postgresql":
            with tests_own.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {tests_own.ops.quote_name(where['NAME'])}")


@pytest.mark.usefixtures("core_alone")
def test_acts_before_the_chain_become_its_links_and_the_way_back_keeps_their_words():
    """Through all three steps and back, with two programs and acts of none."""
    before = ("core", "0002_work_is_due_every_so_often")
    programs = [Program.objects.create(key=key, name=key) for key in ("a", "b")]
    told(programs[0], "now", reason="Because")

    go_to(*before)
    Old = old_steps().project_state([before]).apps.get_model("core", "AuditEvent")
    assert list(Old.objects.values_list("verb", "subject", "reason")) == [
        ("now", "person:now", "Because")
    ]
    for program_id in (programs[0].pk, programs[1].pk, None):
        for verb in ("loaded", "signed"):
            Old.objects.create(
                program_id=program_id, at=rows.NOW, actor="dana", verb=verb,
                subject="build:x/quote:words", reason="Fits" if verb == "signed" else "",
            )  # fmt: skip
    call_command("migrate", "core", verbosity=0)

    assert [verify(whose).broken for whose in [*programs, None]] == [None, None, None]
    assert [verify(whose).acts for whose in [*programs, None]] == [3, 2, 2]
    events = AuditEvent.objects.filter(program=programs[1])
    assert list(events.values_list("verb", "noun", "subject", "reason")) == [
        ("loaded", "build/quote", "build:x/quote:words", ""),
        ("signed", "build/quote", "build:x/quote:words", "Fits"),
    ]
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEvent.objects.update(verb="viewed")


@pytest.mark.django_db(transaction=True)
def test_two_who_act_at_the_same_moment_make_no_fork():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one connection write at a time")
    program = Program.objects.create(key="larch", name="Larch")
    wrong = []

    def act(name):
        try:
            for _time in range(10):
                record(by=name, verb="did", subject="x:y", program=program, at=rows.NOW)
        except DatabaseError as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(f"member-{at}",)) for at in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert wrong == []
    assert (verify(program).acts, verify(program).broken) == (30, None)
