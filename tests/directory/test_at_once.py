"""Two who change the same records at one moment wait for each other, and neither in a circle."""

import threading
import time

import pytest
from django.db import DatabaseError, connection, connections, transaction

from muster.accounts import factors, membership
from muster.accounts.factors import ask_from
from muster.accounts.models import SignedIn
from muster.core import audit
from muster.core.chain import verify
from muster.core.models import AuditEvent
from muster.directory.adding import add_placed_person, add_reached_organization
from muster.directory.confirm import add_point, confirm
from muster.directory.deactivate import deactivate, deactivate_all, take_back
from muster.directory.errors import AskedNotTo, NotYet
from muster.directory.hand import change
from muster.directory.models import ContactPoint, Organization, Person
from muster.directory.posts import add_post
from tests import rows
from tests.people import join
from tests.rows import DAY, NOW, TODAY

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one connection write at a time"
)


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


def companies(larch, *names):
    return [rows.organization(larch, name) for name in names]


def somebody(larch, key="mara"):
    return Person.objects.create(program=larch, key=key, name=key.title())


def waits_for_a_lock():
    """Whether some connection waits for a row or for the chain."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return cursor.fetchone()[0] > 0


def meet(act, held, by):
    """*act* in a thread, while this one holds the row *held*; then this one writes an act down.

    If the act had written anything down before it waits for the row, each would wait for the other.
    """
    wrong = []

    def acts():
        try:
            act()
        except DatabaseError as error:
            wrong.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=acts)
    try:
        with transaction.atomic():
            type(held).objects.select_for_update(of=("self",)).get(pk=held.pk)
            thread.start()
            for _turn in range(200):
                if waits_for_a_lock():
                    break
                time.sleep(0.05)
            else:
                pytest.fail("The act never waited for the row.")
            audit.record(by="x", verb="edited", subject="x:y", program=by.program, at=NOW)
    except DatabaseError as error:
        wrong.append(error)
    thread.join(timeout=30)
    assert wrong == []


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_many_are_deactivated_while_one_of_them_is_edited(larch, dana):
    made = companies(larch, "Acorn", "Birch", "Cedar")
    every = Organization.objects.filter(program=larch)

    meet(lambda: deactivate_all(every, on=TODAY, why="", by=dana, now=NOW), made[-1], dana)

    assert set(every.values_list("ended_on", flat=True)) == {TODAY}


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_posts_end_with_their_company_while_one_of_them_is_edited(larch, dana):
    (firm,) = companies(larch, "Acorn")
    post = add_post(somebody(larch), organization=firm, title="Driver", by=dana, now=NOW)

    meet(lambda: deactivate(firm, on=TODAY, ends_posts=True, by=dana, now=NOW), post, dana)
    meet(lambda: take_back(firm, by=dana, now=NOW), post, dana)

    post.refresh_from_db()
    assert post.to_on is None


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_numbers_are_confirmed_while_their_owner_is_edited(larch, dana):
    mara = somebody(larch)
    points = [
        ContactPoint.objects.create(program=larch, person=mara, kind="email", address=address)
        for address in ("a@example.org", "b@example.org")
    ]

    meet(lambda: confirm(points, on=DAY, how="called", by=dana, now=NOW), mara, dana)
    meet(
        lambda: add_point(mara, kind="email", address="c@example.org", how="called", by=dana,
                          now=NOW), mara, dana,
    )  # fmt: skip

    mara.refresh_from_db()
    assert (mara.confirmed_on, mara.contact_points.exclude(verified_on=None).count()) == (TODAY, 3)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_somebody_is_added_while_their_company_is_edited(larch, dana):
    (firm,) = companies(larch, "Acorn")
    post = {"organization": firm, "title": "Driver", "site": None, "from_on": None, "to_on": None}

    def adds():
        add_placed_person(
            larch, {"name": "Mara"}, post=post, number=None, audience="site", once="", by=dana,
            now=NOW,
        )  # fmt: skip

    meet(adds, firm, dana)

    assert firm.posts.get().person.name == "Mara"


def test_many_acts_are_written_down_each_with_its_record(larch, dana):
    made = companies(larch, "Acorn", "Birch", "Cedar")
    change(made[1], {"ended_on": DAY}, verb="deactivated", by=dana, now=NOW)
    every = Organization.objects.filter(program=larch)

    many = deactivate_all(every, on=TODAY, why="Closed", by=dana, now=NOW)
    again = deactivate_all(every, on=TODAY, why="Closed", by=dana, now=NOW)

    told = AuditEvent.objects.filter(reason="Closed").order_by("sequence")
    assert (many, again, verify(larch).broken) == (2, 0, None)
    assert [(act.verb, act.subject) for act in told] == [
        ("deactivated", f"organization:{made[at].key}") for at in (0, 2)
    ]
    with pytest.raises(NotYet):
        deactivate_all(every, on=TODAY.replace(year=2027), why="", by=dana, now=NOW)


def test_nobody_is_added_where_a_part_of_it_is_refused(larch, dana):
    (firm,) = companies(larch, "Acorn")
    post = {"organization": firm, "title": "Driver", "site": None, "from_on": None, "to_on": None}
    number = ("email", "mara@example.org")
    given = {"audience": "site", "by": dana, "now": NOW}

    def add():
        add_placed_person(larch, {"name": "Mara"}, post=post, number=number, once="first", **given)

    add()
    mara = Person.objects.get()
    assert mara.contact_points.get().address == "mara@example.org"
    mara.contact_points.update(status="do_not_contact")
    mara.posts.all().delete()
    before = AuditEvent.objects.count()

    # The same form once more: they are there, hold no post by now, and asked not to be written to.
    with pytest.raises(AskedNotTo):
        add()

    assert (mara.posts.count(), AuditEvent.objects.count()) == (0, before)


def test_no_company_is_added_where_a_number_of_it_is_refused(larch, dana):
    numbers = [("phone", "+12285550100"), ("email", "a@example.org")]
    given = {"names": [], "audience": "site", "once": "first", "by": dana, "now": NOW}

    add_reached_organization(larch, {"name": "Acorn"}, numbers=numbers, **given)
    firm = Organization.objects.get()
    assert firm.contact_points.count() == 2
    firm.contact_points.filter(kind="phone").delete()
    firm.contact_points.update(status="do_not_contact")

    with pytest.raises(AskedNotTo):
        add_reached_organization(larch, {"name": "Acorn"}, numbers=numbers, **given)

    assert firm.contact_points.filter(kind="phone").count() == 0


@pytest.mark.parametrize("what", ["factor", "session"])
def test_what_cannot_be_written_down_is_not_done(larch, dana, monkeypatch, what):
    wes = join(larch, name="Wes Calloway")
    row = SignedIn.objects.create(user=wes.user, session="s" * 32, since=NOW, seen_at=NOW)

    def act():
        if what == "factor":
            ask_from(larch, TODAY, by=dana, now=NOW)
        else:
            membership.end_session(row, by=dana, now=NOW)

    def refuses(**_more):
        raise DatabaseError("the chain is not there")

    def standing():
        larch.refresh_from_db()
        return (larch.second_factor_from, SignedIn.objects.count())

    monkeypatch.setattr((factors if what == "factor" else membership).audit, "record", refuses)
    with pytest.raises(DatabaseError):
        act()
    assert standing() == (None, 1)

    monkeypatch.undo()
    act()
    assert standing() == ((TODAY, 1) if what == "factor" else (None, 0))
    assert AuditEvent.objects.filter(actor=dana.user.email).count() == 1
