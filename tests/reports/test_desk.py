"""The report desk: what stands between the rows and the report, as its writers see it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muster.builds.models import Build
from muster.programs.models import Goal
from muster.reports import sign
from muster.reports.desk import desk_of
from muster.reports.desk.slots import PARTS
from muster.reports.models import Evidence, Passage, Report
from muster.reports.overrides import let_stand
from muster.reports.views.desk import build_of
from tests import rows
from tests.people import join

DESK = "/builds/larkhaven/report/"


def seen(build):
    build = Build.objects.select_related("program", "public_address").get(pk=build.pk)
    return desk_of(build, today=rows.TODAY)


def rows_of(shown):
    return [row for horizon in shown.ledger.horizons for row in horizon.rows]


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(html, name):
    return re.search(rf'<(section|aside)[^>]* aria-labelledby="{name}">.*?</\1>', html, re.DOTALL)[
        0
    ]


def test_every_goal_stands_on_the_desk_with_its_status_and_its_sentences(full, desk):
    html = desk.get(DESK).content.decode()

    ledger = part(html, "ledger")
    assert re.findall(r'<li id="goal-(\w+)">', ledger) == ["S2", "S4", "L1"]
    assert "28 of 30 who answered ( 93% ) know what to do next." in text(ledger)
    assert "2 shown · 0 no result yet · 1 not measured" in text(ledger)


def test_a_number_leads_to_its_rows(full, desk):
    html = desk.get(DESK).content.decode()

    links = set(re.findall(r'<a class="num" href="([^"]+)">', html))
    assert links == {reverse("figure", args=["larkhaven", "next_steps"])}
    assert [desk.get(link).status_code for link in links] == [200]


def test_every_piece_of_evidence_leads_to_its_row(full, desk):
    Evidence.objects.create(
        build=full, goal=Goal.objects.get(code="S4"), position=1, quote=full.quotes.get()
    )

    pieces = {row.goal.code: [piece.href for piece in row.behind] for row in rows_of(seen(full))}

    assert pieces["S2"] == ["/builds/larkhaven/figures/next_steps/"]
    assert pieces["S4"] == [
        "/builds/larkhaven/quotes/?pile=shown#q-q01",
        "/builds/larkhaven/outcomes/outcome-1/",
    ]
    for href in [*pieces["S2"], *pieces["S4"]]:
        assert desk.get(href.partition("#")[0]).status_code == 200


def test_what_shows_nothing_by_itself_says_why(full):
    rows.outcome(full, goal="L1", stage="count_only")
    Evidence.objects.create(
        build=full, goal=Goal.objects.get(code="L1"), position=1, quote=full.quotes.get()
    )

    (line,) = [row for row in rows_of(seen(full)) if row.goal.code == "L1"]

    assert [piece.alone for piece in line.behind] == [
        "Quotes alone never show a goal.",
        "A count alone never shows a goal.",
    ]


def test_words_that_a_check_stopped_at_are_marked_in_the_ledger_and_in_the_check(full, desk):
    goal = Goal.objects.get(code="S4")
    Passage.objects.create(build=full, kind="goal", goal=goal, position=1, text="About 40 came.")

    html = desk.get(DESK).content.decode()

    assert '<mark class="stop">40</mark>' in part(html, "ledger")
    check = re.search(r'<li class="check is-stop".*?</li>', html, re.DOTALL)[0]
    assert '<mark class="stop">40</mark>' in check
    assert "A number typed by hand" in text(check)
    assert 'href="#edit-goal-S4"' in check
    assert "Override" not in check


def test_a_flag_that_may_stand_has_a_place_for_the_reason(full, desk):
    full.quotes.update(permission="not_recorded")

    check = re.search(
        r'<li class="check is-stop".*?</li>', desk.get(DESK).content.decode(), re.DOTALL
    )[0]

    assert "Override with reason" in text(check)
    assert 'name="reason"' in check


def test_amber_has_no_override_and_blocks_nothing(full, desk):
    full.program.terms.create(
        pattern="rescued", level="warn", prefer="found help", why="So.", position=1
    )
    Passage.objects.create(build=full, kind="summary", position=1, text="They were rescued.")

    html = desk.get(DESK).content.decode()

    assert "0 block · 1 to look at" in text(part(html, "checks"))
    look = re.search(r'<li class="check is-look".*?</li>', html, re.DOTALL)[0]
    assert "Override" not in look
    assert seen(full).blocked == ()


def test_the_same_words_twice_in_one_place_are_one_flag(larkhaven):
    Passage.objects.create(
        build=larkhaven, kind="summary", position=1, text="3 local casinos and 3 local casinos."
    )
    larkhaven.from_history = True
    larkhaven.save()
    Passage.objects.update(verbatim=True)

    assert [flag.words for flag in seen(larkhaven).flags.open] == ["3 local casinos"]


def test_a_long_text_is_shown_around_the_words_alone(larkhaven):
    Passage.objects.create(
        build=larkhaven, kind="summary", position=1,
        text="So it was. " * 40 + "All 67 came. " + "And so it went. " * 40,
    )  # fmt: skip

    (flag,) = seen(larkhaven).flags.open

    assert flag.before.startswith("… ")
    assert flag.after.endswith("…")
    assert len(flag.before + flag.words + flag.after) < 200


def test_an_override_that_closes_nothing_any_more_is_named_and_can_be_taken_back(full, desk, dana):
    quote = full.quotes.get()
    full.quotes.update(permission="not_recorded")
    (flag,) = seen(full).flags.open
    row = let_stand(full, flag.finding.fingerprint, reason="So.", by=dana, now=rows.NOW)
    assert (seen(full).flags.idle, len(seen(full).flags.overridden)) == ((), 1)

    full.quotes.update(permission="unnamed")

    assert (seen(full).flags.idle, seen(full).flags.overridden) == ((row,), ())
    html = desk.get(DESK).content.decode()
    assert "1 override closes nothing any more" in text(html)
    assert quote.text in text(html)
    desk.post(reverse("take-back", args=["larkhaven", row.fingerprint]))
    assert seen(full).flags.idle == ()


def test_the_strip_says_what_comes_next(full, dana):
    def strip():
        standing = seen(full).standing
        return str(standing.next), [str(step.state) for step in standing.steps]

    assert strip() == ("freeze", ["now", "ahead", "ahead"])
    report = sign.freeze(full, by=dana, now=rows.NOW)
    assert strip() == ("review", ["done", "now", "ahead"])
    sign.review(report, by=dana, now=rows.NOW)
    assert strip() == ("publish", ["done", "done", "now"])
    sign.publish(report, by=dana, now=rows.NOW, listed=True)
    assert strip() == ("nothing", ["done", "done", "done"])
    rows.outcome(full)
    assert strip() == ("freeze", ["now", "ahead", "ahead"])


def test_the_strip_says_who_signed_and_when(full, dana):
    report = sign.freeze(full, by=dana, now=rows.NOW)
    sign.review(report, by=dana, now=rows.NOW)

    says = [step.says for step in seen(full).standing.steps]

    assert says == [
        "Dana Whitlow, May 26, 2026",
        "Dana Whitlow, May 26, 2026",
        "Waits to be published",
    ]


def test_a_draft_that_the_rows_have_left_is_frozen_again(full, dana, desk):
    report = sign.freeze(full, by=dana, now=rows.NOW)
    sign.review(report, by=dana, now=rows.NOW)

    rows.outcome(full)

    assert (seen(full).standing.next, seen(full).standing.stale) == ("freeze", True)
    assert "Freeze version 1 again" in desk.get(DESK).content.decode()


def test_while_a_check_blocks_no_step_is_offered_that_would_be_refused(full, dana, desk):
    report = sign.freeze(full, by=dana, now=rows.NOW)
    review = reverse("review", args=["larkhaven", report.version])
    assert review in desk.get(DESK).content.decode()

    full.quotes.update(permission="not_recorded")
    sign.freeze(full, by=dana, now=rows.NOW)

    html = desk.get(DESK).content.decode()
    assert review not in html
    assert "1 check blocks: Quote" in text(html)


def test_what_changed_since_the_published_version_is_listed(full, dana, desk):
    report = sign.freeze(full, by=dana, now=rows.NOW)
    sign.review(report, by=dana, now=rows.NOW)
    sign.publish(report, by=dana, now=rows.NOW, listed=True)
    assert "The rows say what version 1 says." in desk.get(DESK).content.decode()

    rows.answers(full, yes=0, no=1)

    assert "Know next steps 93% 90% Revised" in text(
        part(desk.get(DESK).content.decode(), "changes")
    )


def test_versions_stand_with_their_hashes_and_names(full, dana, desk):
    report = sign.freeze(full, by=dana, now=rows.NOW)

    versions = text(part(desk.get(DESK).content.decode(), "versions"))

    assert "Version 1 Draft" in versions
    assert "Frozen for review: Dana Whitlow, May 26, 2026" in versions
    assert report.hash in versions.replace(" ", "")


@pytest.mark.parametrize("kind", [part.kind for part in PARTS])
def test_everything_that_we_write_can_be_edited(full, desk, kind):
    html = desk.get(DESK).content.decode()

    assert f'id="edit-{kind}"' in html
    assert reverse("desk-words", args=["larkhaven", kind]) in html


def test_an_empty_build_has_a_desk(larkhaven, desk):
    html = desk.get(DESK).content.decode()

    assert "Nothing has been frozen yet" in html
    assert "Nothing holds this report back." in html
    assert "No pieces of evidence" in html


def test_a_long_text_among_the_changes_is_folded_after_its_first_words(full, dana, desk):
    long = "The room agreed on what comes next. " * 9 + "So."
    Passage.objects.create(build=full, kind="summary", position=1, text="Short.")
    report = sign.freeze(full, by=dana, now=rows.NOW)
    sign.publish(sign.review(report, by=dana, now=rows.NOW), by=dana, now=rows.NOW, listed=True)
    Passage.objects.update(text=long)

    html = part(desk.get(DESK).content.decode(), "changes")

    summary = re.search(r'<details class="more"><summary>(.*?)<', html)[1]
    assert long.startswith(summary.removesuffix("…"))
    assert 15 < len(summary.split()) < 25
    assert f"<p>{long}</p>" in html
    assert "<details" not in html.partition("Short.")[0]


def test_after_a_withdrawal_the_draft_is_compared_with_what_was_public_last(full, dana, desk):
    for words in ("First.", "Second."):
        Passage.objects.filter(build=full, kind="summary").delete()
        Passage.objects.create(build=full, kind="summary", position=1, text=words)
        report = sign.freeze(full, by=dana, now=rows.NOW)
        sign.publish(sign.review(report, by=dana, now=rows.NOW), by=dana, now=rows.NOW, listed=True)
    sign.withdraw(report, by=dana, now=rows.NOW, reason="So.")

    html = desk.get(DESK).content.decode()

    assert "The rows say what version 2 says." in part(html, "changes")
    assert "version 2 is withdrawn" in html
    assert "version 1 is public" not in html


def test_the_desk_asks_the_same_number_of_questions_of_little_and_of_much(full, desk):
    asked = []
    for number in range(1, 11):
        one_more_of_everything(full, number)
        if number in (1, 3, 10):
            with CaptureQueriesContext(connection) as questions:
                assert desk.get(DESK).status_code == 200
            asked.append(len(questions))

    assert asked == [asked[0]] * 3
    assert asked[0] < 70


def one_more_of_everything(build, number):
    goal = Goal.objects.get(code="S4")
    mill = rows.organization(build.program, f"Mill {number}")
    outcome = rows.outcome(build, organization=mill)
    quote = rows.quote(build, decision="show", permission="not_recorded", touches=goal)
    Evidence.objects.create(build=build, goal=goal, position=2 * number, outcome=outcome)
    Evidence.objects.create(build=build, goal=goal, position=2 * number + 1, quote=quote)
    for kind in ("summary", "method", "source"):
        Passage.objects.create(
            build=build, kind=kind, position=number, heading="How", text="All 67 came."
        )
    Passage.objects.create(build=build, kind="goal", goal=goal, position=number, text="So.")
    report = Report.objects.create(
        build=build, version=number, state="published", hash="0" * 64,
        snapshot=sign.canonical(sign.snapshot_of(build)), frozen_on=rows.TODAY,
        published_on=rows.TODAY,
    )  # fmt: skip
    report.sign_offs.create(step="frozen", by="Dana", at=rows.NOW, hash="0" * 64)
    report.tombstones.create(
        kind="quote", key=f"withdrawn-{number}", on=rows.TODAY, words="A quote was withdrawn.",
        hash_before="0" * 64, hash_after="1" * 64,
    )  # fmt: skip


def test_a_viewer_has_no_desk(full, client, vera, dana):
    client.force_login(dana.user)
    assert client.get(DESK).status_code == 200

    client.force_login(vera.user)

    assert client.get(DESK).status_code == 403


def test_a_member_of_another_program_does_not_learn_that_there_is_one(full, client, desk):
    assert desk.get(DESK).status_code == 200

    client.force_login(join(rows.program("other"), name="Otto Reed").user)

    assert client.get(DESK).status_code == 404
    assert client.get("/builds/nowhere/report/").status_code == 404


def test_a_stranger_is_asked_to_sign_in(full, client):
    answer = client.get(DESK)

    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={DESK}")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_desk_is_looked_at_and_nothing_else(full, desk, method):
    assert getattr(desk, method)(DESK).status_code == 405


def test_a_view_finds_only_builds_of_the_member(full, dana, rf):
    request = rf.get("/")
    request.member = dana

    assert build_of(request, "larkhaven") == full
