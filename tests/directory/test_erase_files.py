"""Files that came in, and merges of companies, name nobody any more who was erased."""

from pathlib import Path

import pytest
from django.conf import settings

from muster.accounts.models import Invitation
from muster.core import audit
from muster.core.chain import verify
from muster.core.models import AuditEvent, AuditValue
from muster.core.subjects import HOLDINGS
from muster.directory import named_in_files
from muster.directory.erase import ask_to_erase, confirm_erasure
from muster.directory.erase_errors import StillStands
from muster.directory.hand import change
from muster.directory.intake.today import imports_waiting
from muster.directory.merge import merge
from muster.directory.models import (
    ContactPoint,
    Erasure,
    FoldedRow,
    Import,
    ImportColumn,
    Person,
    Post,
    RememberedColumn,
    Source,
)
from muster.directory.subject import subject_of
from muster.directory.unmerge import undo_merge
from tests import rows

NAME, MAIL, NUMBER = "Mara Ostrander", "mara@pinewick.example", "+12285550100"


@pytest.fixture
def mara(larch):
    person = Person.objects.create(program=larch, key="mara-ostrander", name=NAME)
    for kind, address in (("email", MAIL), ("phone", NUMBER)):
        ContactPoint.objects.create(program=larch, person=person, kind=kind, address=address)
    return person


def file(program, text, key="k3j5h2", state="applied", kind="contacts", **more):
    """An import of which no row was kept: all were plainly new, or the same."""
    made = Import.objects.create(
        program=program, key=key, kind=kind, file="list.csv", sha256="0" * 64, size=len(text),
        state=state, by="dana@example.org", at=rows.NOW, **more,
    )  # fmt: skip
    folder = Path(settings.HOME) / "imports" / key
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "file").write_text(text)
    return made


def erase(person, dana, robin, *, looked=False):
    ask_to_erase(person, reason="By letter", by=dana, now=rows.NOW)
    return confirm_erasure(person, looked_at_names=looked, by=robin, now=rows.NOW)


def stops(person, dana, robin, *, looked=False):
    with pytest.raises(StillStands) as stopped:
        erase(person, dana, robin, looked=looked)
    Erasure.objects.all().delete()
    return [(stop.href, stop.after_a_look) for stop in stopped.value.stops]


def told(person, holding="directory.files"):
    return HOLDINGS[holding].held(subject_of(person))


@pytest.mark.parametrize("kind", ["contacts", "attendees"])
@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("name,city\nMara Ostrander,Gulfport\n", True),
        ("last,first,city\nOSTRANDER,Mara,Gulfport\n", True),
        ("name,mail\nM. O.,Mara@Pinewick.example\n", True),
        ("name,phone\nM. O.,(228) 555-0100\n", True),
        ("name,phone\nMarabel Ostranderson,(228) 555-0101\n", False),
        ("name,mail\nM. O.,tamara@pinewick.example\n", False),
    ],
)
def test_a_file_goes_that_names_them_in_a_row_nobody_looked_at(
    larch, mara, dana, robin, text, goes, kind, django_capture_on_commit_callbacks
):
    run = file(larch, text, kind=kind)
    assert [(row["file"], row["kept"]) for row in told(mara)] == [("list.csv", "yes")] * goes

    with django_capture_on_commit_callbacks(execute=True):
        let_go = erase(mara, dana, robin)

    run.refresh_from_db()
    assert (let_go.get("directory.files", 0), run.purged_on is not None) == (int(goes), goes)
    assert (Path(settings.HOME) / "imports" / run.key / "file").exists() is not goes


def test_rows_of_others_that_still_wait_go_only_after_a_look(larch, mara, dana, robin):
    run = file(
        larch, f"name,mail\nM. O.,{MAIL}\nAna Vale,nobody\n", refused=1, undo_until=rows.TODAY
    )
    href = f"/directory/imports/{run.key}/"
    assert [due.title for due in imports_waiting(dana, rows.TODAY)] == [
        "list.csv: 1 row waits for you"
    ]

    assert stops(mara, dana, robin) == [(href, True)]
    erase(mara, dana, robin, looked=True)

    run.refresh_from_db()
    assert (run.purged_on is not None, run.refused, run.open_rows) == (True, 1, 0)
    assert imports_waiting(dana, rows.TODAY) == []


def test_a_file_whose_rows_have_not_gone_in_is_settled_first(larch, mara, dana, robin):
    run = file(larch, f"name,mail\nM. O.,{MAIL}\n", state="checked")

    for looked in (False, True):
        assert stops(mara, dana, robin, looked=looked) == [
            (f"/directory/imports/{run.key}/", False)
        ]


def test_the_name_alone_in_such_a_file_may_be_somebody_elses_and_the_file_stays(
    larch, mara, dana, robin
):
    run = file(larch, f"name,city\n{NAME},Tupelo\n", state="checked")
    assert stops(mara, dana, robin) == [(f"/directory/imports/{run.key}/", True)]

    erase(mara, dana, robin, looked=True)

    run.refresh_from_db()
    assert (run.state, run.purged_on) == ("checked", None)


def test_a_file_that_is_too_long_to_be_read_through_may_name_them(
    larch, mara, dana, robin, monkeypatch
):
    monkeypatch.setattr(named_in_files, "MOST_ROWS", 3)
    run = file(larch, "name\n" + "Otto Rask\n" * 4)
    assert [row["kept"] for row in told(mara)] == ["yes, and may name them"]
    assert stops(mara, dana, robin) == [(f"/directory/imports/{run.key}/", True)]

    erase(mara, dana, robin, looked=True)

    run.refresh_from_db()
    assert run.purged_on is None


def test_a_file_that_is_being_undone_is_waited_for(larch, mara, dana, robin):
    run = file(larch, f"name,mail\nM. O.,{MAIL}\n", state="undoing")

    assert stops(mara, dana, robin, looked=True) == [(f"/directory/imports/{run.key}/", False)]


def test_the_file_of_another_program_is_not_read(larch, mara, dana, robin):
    run = file(rows.program("other"), f"name\n{NAME}\n")

    erase(mara, dana, robin)

    run.refresh_from_db()
    assert (told(mara), run.purged_on) == ([], None)


def test_what_an_undo_kept_of_them_is_named_no_more_though_the_file_went_long_ago(
    larch, mara, dana, robin
):
    run = file(
        larch, "name\n", state="undone", purged_on=rows.DAY,
        trouble=f"{NAME}: edited since\nAna Vale: used since",
    )  # fmt: skip

    erase(mara, dana, robin)

    run.refresh_from_db()
    assert (run.trouble, run.state) == ("Ana Vale: used since", "undone")


@pytest.mark.parametrize("said", [NAME, "OSTRANDER, Mara", MAIL, "(228) 555-0100"])
def test_a_first_row_that_was_taken_for_headers_names_them_no_more(larch, mara, dana, robin, said):
    run = file(larch, "name\n", purged_on=rows.DAY)
    for position, header in enumerate([said, "City of Mara"]):
        ImportColumn.objects.create(run=run, position=position, header=header, field="person.name")
        RememberedColumn.objects.create(
            program=larch, kind="contacts", header=header, field="person.name", on=rows.DAY
        )

    erase(mara, dana, robin)

    headers = ImportColumn.objects.values_list("position", "header")
    assert list(headers) == [(0, ""), (1, "City of Mara")]
    assert list(RememberedColumn.objects.values_list("header", flat=True)) == ["City of Mara"]


@pytest.mark.parametrize("called", [f"{NAME}.vcf", "ostrander_mara.vcf", f"{MAIL}.csv"])
def test_a_file_that_was_called_like_them_is_called_a_file(larch, mara, dana, robin, called):
    by = {"on": rows.DAY, "by": "dana@example.org"}
    brought = Source.objects.create(program=larch, kind="file", name=called, **by)
    packed = Source.objects.create(program=larch, kind="packet", name=called, **by)
    other = Source.objects.create(program=larch, kind="file", name="Ostrander Freight.csv", **by)
    typed = Source.objects.create(program=larch, kind="hand", name=NAME, **by)
    run = file(larch, "name\n", source=brought, source_name=called)
    Import.objects.update(file=called)

    erase(mara, dana, robin)

    run.refresh_from_db()
    assert (run.file, run.source_name, run.state) == (*["a file: contacts, 2026-05-26"] * 2,
                                                      "applied")  # fmt: skip
    names = [Source.objects.get(pk=row.pk).name for row in (brought, packed, other, typed)]
    assert names == [
        "a file: contacts, 2026-05-26", "build packet, 2026-03-12", "Ostrander Freight.csv", NAME,
    ]  # fmt: skip


def test_posts_that_a_merge_of_companies_keeps_are_told_and_go(larch, mara, dana, robin):
    kept, ended = (rows.organization(larch, name) for name in ("Pinewick", "Pinewick Freight"))
    otto = Person.objects.create(program=larch, key="otto-rask", name="Otto Rask")
    for person in (mara, otto):
        for company in (kept, ended):
            post = Post.objects.create(program=larch, person=person, organization=company,
                                       title=f"Safety director {person.key}")  # fmt: skip
            change(post, {"from_on": rows.DAY}, verb="edited", by=dana, now=rows.NOW)
    made = merge(kept, ended, keep={}, by=dana, now=rows.NOW)
    before = FoldedRow.objects.count()
    said = [(row.get("title"), row.get("field")) for row in told(mara, "directory.merged")]
    assert said == [("Safety director mara-ostrander", None), (None, "from_on")]

    assert erase(mara, dana, robin)["directory.merged"] == 2

    assert FoldedRow.objects.count() == before - 2
    assert not FoldedRow.objects.filter(says__contains="mara-ostrander").exists()
    undo_merge(made, by=dana, now=rows.NOW, belongs={})
    assert list(Post.objects.values_list("person__key", "organization").order_by("pk")) == [
        ("otto-rask", kept.pk), ("otto-rask", ended.pk),
    ]  # fmt: skip


def test_acts_that_had_an_address_for_a_key_say_it_no_more(larch, mara, dana, robin):
    """As they were written once: the chain holds, and nobody reads who it was."""
    for noun in ("invitation", "member"):
        audit.record(by="dana@example.org", verb="invited", subject=f"{noun}:{MAIL}",
                     program=larch, at=rows.NOW,
                     changes=[audit.Changed("roles", "", "desk")])  # fmt: skip
    audit.record(by="dana@example.org", verb="invited", subject="invitation:somebody@example.org",
                 program=larch, at=rows.NOW)  # fmt: skip
    assert [row["verb"] for row in told(mara, "directory.acts")] == ["invited", "invited"]

    erase(mara, dana, robin)

    assert sorted(AuditEvent.objects.filter(verb="invited").values_list("subject", flat=True)) == [
        f"invitation:erased-{mara.pk}", "invitation:somebody@example.org",
        f"member:erased-{mara.pk}",
    ]  # fmt: skip
    assert [value.new for value in AuditValue.objects.filter(field="roles")] == ["", ""]
    assert verify(larch).broken is None


def test_the_address_of_an_invitation_goes_with_the_values_of_its_act(larch, mara, dana, robin):
    Invitation.objects.create(
        program=larch, email=MAIL, role="desk", secret="0" * 64, by=dana, at=rows.NOW,
        expires_at=rows.NOW,
    )  # fmt: skip
    audit.record(by="dana@example.org", verb="invited", subject="invitation:7", program=larch,
                 at=rows.NOW, changes=[audit.Changed("email", "", MAIL)])  # fmt: skip

    erase(mara, dana, robin)

    assert [value.new for value in AuditValue.objects.filter(field="email")] == [""]
    assert (Invitation.objects.count(), verify(larch).broken) == (0, None)
