"""Whatever happens in whatever order, nothing with an open red flag is ever published."""

from contextlib import suppress
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from muster.programs.models import Goal
from muster.reports import sign
from muster.reports.checks import check_build
from muster.reports.errors import NotFound, NotOverridable, ReportError
from muster.reports.models import Report
from muster.reports.overrides import let_stand, take_back
from muster.reports.passages import write_passage
from muster.reports.snapshot import snapshot_of
from muster.reports.withdrawal import withdraw_quote
from tests import rows
from tests.people import join

TEXTS = st.sampled_from(
    [
        "",
        "We met.",
        "All 67 came.",  # a typed count
        "{figure:response_rate|k of n} answered.",
        "{figure:nowhere} answered.",
        "Ada Thorn came.",
        "3 local casinos came.",
        "Write to ada@example.org.",
    ]
)
# Nothing is taken back between two runs of the machine: each has a build of its own.
NUMBERS = count(1)


class Release(RuleBasedStateMachine):
    """The acts of a desk, in any order, by one member."""

    def __init__(self):
        super().__init__()
        number = next(NUMBERS)
        program = rows.program(f"program-{number}")
        self.build = rows.build(program, f"build-{number}")
        self.dana = join(program, name=f"Dana {number}")
        rows.people(self.build, 25)
        rows.answers(self.build, yes=22)
        self.quote = rows.quote(self.build, decision="show", permission="not_recorded")
        self.open_at_publication = []

    def reports(self):
        return Report.objects.filter(build=self.build)

    @rule(text=TEXTS, place=st.sampled_from(["summary", "S2"]))
    def write(self, text, place):
        goal = Goal.objects.get(program=self.build.program, code="S2") if place == "S2" else None
        write_passage(
            self.build, "goal" if goal else place, goal=goal, position=1, text=text,
            by=self.dana, now=rows.NOW,
        )  # fmt: skip

    @rule(pick=st.integers(0, 5))
    def override(self, pick):
        flags = check_build(self.build, today=rows.TODAY).open
        if flags:
            with suppress(NotOverridable, NotFound):
                let_stand(
                    self.build, flags[pick % len(flags)].fingerprint, reason="It was published.",
                    by=self.dana, now=rows.NOW,
                )  # fmt: skip

    @rule()
    def take_an_override_back(self):
        row = self.build.overrides.first()
        if row is not None:
            take_back(row, by=self.dana, now=rows.NOW)

    @rule()
    def withdraw_the_quote(self):
        withdraw_quote(self.quote, by=self.dana, now=rows.NOW)

    @rule()
    def answer(self):
        rows.answers(self.build, yes=1)

    @rule()
    def freeze(self):
        sign.freeze(self.build, by=self.dana, now=rows.NOW)

    @rule()
    def review(self):
        self.try_to(sign.review)

    @rule(listed=st.booleans())
    def publish(self, listed):
        before = set(self.reports().filter(state="published").values_list("pk", flat=True))
        self.try_to(sign.publish, listed=listed)
        for report in self.reports().filter(state="published").exclude(pk__in=before):
            self.open_at_publication += check_build(self.build, today=rows.TODAY).open
            assert report.hash == snapshot_of(self.build)["hash"]
            assert list(report.sign_offs.values_list("step", flat=True)) == [
                "frozen", "reviewed", "published",
            ]  # fmt: skip

    @rule(listed=st.booleans())
    def go_all_the_way(self, listed):
        self.freeze()
        self.review()
        self.publish(listed)

    @rule()
    def withdraw_a_version(self):
        self.try_to(sign.withdraw, reason="It was wrong.")

    def try_to(self, step, **how):
        report = self.reports().order_by("-version").first()
        if report is not None:
            with suppress(ReportError):
                step(report, by=self.dana, now=rows.NOW, **how)

    @invariant()
    def nothing_red_was_published(self):
        assert self.open_at_publication == []

    @invariant()
    def one_version_at_most_is_under_way(self):
        under_way = self.reports().filter(state__in=["draft", "reviewed"])
        assert under_way.count() <= 1


class TestRelease(Release.TestCase, TestCase):
    settings = settings(
        max_examples=25,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def test_the_acts_do_lead_to_a_publication(full, dana):
    report = sign.freeze(full, by=dana, now=rows.NOW)
    sign.review(report, by=dana, now=rows.NOW)

    assert sign.publish(report, by=dana, now=rows.NOW, listed=True).state == "published"
