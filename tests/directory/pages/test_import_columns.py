"""Which column is what: proposed, chosen, remembered, and nothing stored by it."""

import pytest

from muster.directory.models import Import, ImportColumn, Organization, Person, Touch
from tests.directory.pages.incoming import HEAD, JUNE, ROBIN, WES, at_columns, bring, chosen, table
from tests.people import join


@pytest.fixture
def client(client, larch):
    client.force_login(join(larch, name="Dana Whitlow").user)
    return client


def columns(run):
    return dict(ImportColumn.objects.filter(run=run).values_list("header", "field"))


def page_of(client, run):
    return client.get(f"/directory/imports/{run.key}/columns/")


def test_columns_are_told_by_their_names_with_their_oddest_values_first(client):
    run = at_columns(client, ROBIN, JUNE, WES)

    page = page_of(client, run)

    used = {line.header: line for line in page.context["used"]}
    assert list(used) == HEAD
    assert used["Cell Phone"].samples[0] == ("911", 1)
    assert "1 value cannot be read" in used["Cell Phone"].notes
    assert page.context["dry_run_words"] == "Dry run of 3 rows"


def test_what_could_tell_where_somebody_was_is_dropped_and_said(client):
    head = ["Name", "IP Address", "Latitude", "Birth Date"]
    bring(client, table(["June", "10.0.0.7", "29.7", "1970-01-02"], head=head), kind="contacts")

    page = page_of(client, Import.objects.get())

    dropped = [line.header for line in page.context["dropped"]]
    assert dropped == ["IP Address", "Latitude", "Birth Date"]
    assert [line.cells for line in page.context["read"].lines] == [
        ["Name", "IP Address", "Latitude", "Birth Date"],
        ["June", "dropped", "dropped", "dropped"],
    ]
    assert "10.0.0.7" not in page.content.decode()
    assert "column-1" not in page.context["form"].fields


def test_two_columns_of_one_field_are_refused_and_what_was_chosen_stays(client):
    run = at_columns(client, ROBIN)
    said = chosen(client, run, **{"column-1": "person.given", "audience": "coalition"})

    answer = client.post(f"/directory/imports/{run.key}/columns/", said)

    assert answer.status_code == 422
    (error,) = answer.context["form"].errors["column-1"]
    assert error.startswith("“First Name” and “Last Name” both fill")
    assert answer.context["form"]["audience"].value() == "coalition"
    assert columns(run)["Last Name"] == "person.family"


def test_without_anybody_to_store_there_is_no_dry_run(client):
    run = at_columns(client, ROBIN)
    nobody = {"column-0": "", "column-1": "", "column-3": ""}

    answer = client.post(f"/directory/imports/{run.key}/columns/", chosen(client, run) | nobody)

    assert answer.status_code == 422
    assert "without it there is nobody to store" in str(answer.context["form"].errors)


def test_columns_can_be_kept_for_later(client):
    run = at_columns(client, ROBIN)
    said = chosen(client, run, **{"column-2": "", "then": "stay"})

    answer = client.post(f"/directory/imports/{run.key}/columns/", said)

    assert answer["Location"] == f"/directory/imports/{run.key}/columns/"
    assert columns(run)["Job Title"] == ""
    assert (Person.objects.count(), Organization.objects.count()) == (0, 0)


def test_a_file_is_read_another_way(client):
    content = table(ROBIN).replace(b",", b";")
    bring(client, b"Spring list\r\n" + content, kind="contacts")
    run = Import.objects.get()
    assert (run.separator, run.first_header_line) == (";", 2)

    client.post(
        f"/directory/imports/{run.key}/read/",
        {"kind": "contacts", "encoding": "utf-8", "separator": ",", "header_lines": "1",
         "first_header_line": "2"},
    )  # fmt: skip

    run.refresh_from_db()
    assert (run.separator, run.columns.count()) == (",", 1)
    client.post(
        f"/directory/imports/{run.key}/read/",
        {"kind": "attendees", "encoding": "", "separator": "", "header_lines": ""},
    )
    run.refresh_from_db()
    assert (run.separator, run.kind, run.columns.count()) == (";", "attendees", 7)


def test_another_line_names_the_columns(client):
    bring(client, table(ROBIN, JUNE), kind="contacts")
    run = Import.objects.get()

    client.post(
        f"/directory/imports/{run.key}/read/",
        {"kind": "contacts", "header_lines": "1", "first_header_line": "2"},
    )

    headers = list(run.columns.values_list("header", flat=True))
    assert headers == ROBIN
    assert page_of(client, run).context["read"].lines[1].is_header


def test_a_mapping_is_remembered_and_can_be_left_out(client):
    first = at_columns(client, ROBIN)
    said = chosen(client, first, **{"column-2": "", "then": "stay"})
    client.post(f"/directory/imports/{first.key}/columns/", said)

    again = at_columns(client, ROBIN, JUNE)

    assert columns(again)["Job Title"] == ""
    assert page_of(client, again).context["memory"].says == "7 columns are the same."
    client.post(f"/directory/imports/{again.key}/forget/")
    assert columns(again)["Job Title"] == "post.title"
    assert page_of(client, again).context["memory"] is None


def test_a_column_that_is_new_since_is_marked(client):
    first = at_columns(client, ROBIN)
    client.post(f"/directory/imports/{first.key}/columns/", chosen(client, first, then="stay"))

    head = [*HEAD, "Preferred language"]
    bring(client, table([*ROBIN, "Spanish"], head=head), kind="contacts")
    page = page_of(client, Import.objects.latest("pk"))

    assert [line.header for line in page.context["used"] if line.is_new] == ["Preferred language"]


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_same_number_of_questions(client, many, django_assert_num_queries):
    run = at_columns(client, *[ROBIN, JUNE, WES][:many])

    with django_assert_num_queries(9):  # the member 3, import, columns, known 4
        assert page_of(client, run).status_code == 200


@pytest.mark.parametrize("width", [200, 1000])
def test_a_wide_sheet_can_be_mapped(client, width):
    head = ["Name", *[f"Question {n}" for n in range(width - 1)]]
    bring(client, table(["June Abernathy", *["yes"] * (width - 1)], head=head), kind="contacts")
    run = Import.objects.get()

    page = page_of(client, run)
    form = page.context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(f"/directory/imports/{run.key}/columns/", said)

    assert (len(page.context["used"]), len(page.context["unused"])) == (1, width - 1)
    assert answer["Location"] == f"/directory/imports/{run.key}/rows/"


def test_words_that_nobody_knows_are_given_values_and_remembered(client):
    head = ["Name", "Attendee Status"]
    content = table(
        ["June Abernathy", "Attending"], ["Ida Teal", "Asistió"], ["Wes Pell", "No asistió"],
        head=head,
    )  # fmt: skip
    bring(client, content, kind="attendees")
    run = Import.objects.get()
    page = page_of(client, run)
    (line,) = [line for line in page.context["used"] if line.words]
    assert line.words_told == "Words to values: 1 of 3 known"
    assert [(word, field.value()) for word, field in line.words] == [
        ("Attending", "yes"), ("Asistió", ""), ("No asistió", ""),
    ]  # fmt: skip

    said = chosen(client, run, **{"word-1-1": "yes", "word-1-2": "no", "then": "stay"})
    client.post(f"/directory/imports/{run.key}/columns/", said)

    (line,) = [line for line in page_of(client, run).context["used"] if line.words]
    assert [field.value() for _word, field in line.words] == ["yes", "yes", "no"]
    bring(client, content.replace(b"Pell", b"Calloway"), kind="attendees")
    again = page_of(client, Import.objects.latest("pk"))
    (line,) = [line for line in again.context["used"] if line.words]
    assert line.words_told == "Words to values: 3 of 3 known"


def test_what_a_word_stands_for_holds_in_the_dry_run_and_afterwards(client):
    head = ["Name", "Attendee Status"]
    bring(client, table(["Ida Teal", "Asistió"], head=head), kind="attendees")
    run = Import.objects.get()

    said = chosen(client, run, **{"word-1-0": "yes"})
    client.post(f"/directory/imports/{run.key}/columns/", said)
    run.refresh_from_db()
    assert (run.state, run.new, run.rows.count()) == ("checked", 1, 0)
    client.post(f"/directory/imports/{run.key}/apply/")

    (touch,) = Touch.objects.all()
    assert (touch.kind, touch.says) == ("meeting", "Came: people.csv.")
