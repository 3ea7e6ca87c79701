"""Responses, answers and quotes.

No row here points at a person. A response has a random key and the day, no finer; each answer has a
key of its own, so that the answers of one response cannot be put together on a page.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.rights import Right, has_a_say
from muster.builds.models import Build
from muster.core.keys import random_key
from muster.programs.models import Goal, Item, Option, Questionnaire
from muster.surveys.imports.models import (
    AnswerColumn,
    AnswerImport,
    AnswerWord,
    RememberedQuestion,
    RememberedWord,
)

__all__ = [
    "Answer",
    "AnswerColumn",
    "AnswerImport",
    "AnswerWord",
    "Quote",
    "QuoteProposal",
    "RememberedQuestion",
    "RememberedWord",
    "Response",
]


class ResponseQuerySet(models.QuerySet["Response"]):
    def visible_to(self, member: Member | None) -> Self:
        """Responses of the builds whose single answers *member* sees."""
        return self.filter(build__in=Build.objects.visible_to(member, Right.SEE_ANSWERS))


class Response(models.Model):
    """What a phone, or a paper form typed in, sent. It is nobody's."""

    class Origin(models.TextChoices):
        COLLECTED = "collected", _("collected on a phone")
        PAPER = "paper", _("typed in from paper")
        IMPORTED = "imported", _("imported")
        RECONSTRUCTED = "reconstructed", _("reconstructed from a published percentage")

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="responses")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=20, default=random_key)
    day = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=14, choices=Origin)
    language = models.CharField(max_length=8, blank=True)
    brought_by = models.ForeignKey(
        AnswerImport,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="brought",
        help_text=_("The import that it came with, as one of many; never a line of its file."),
    )

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "key"], name="a_response_sent_twice_is_stored_once"
            )
        ]

    def __str__(self) -> str:
        return self.key


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, member: Member | None) -> Self:
        """Answers given at the builds whose single answers *member* sees."""
        seen = Build.objects.visible_to(member, Right.SEE_ANSWERS)
        return self.filter(response__build__in=seen)


class Answer(models.Model):
    """What one response says to one item.

    Collected answers name an option (for a pair: before and after). Reconstructed ones name none:
    they say only whether they count, never a value on a scale.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=20, default=random_key)
    option = models.ForeignKey(
        Option, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    before = models.ForeignKey(
        Option, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    counted = models.BooleanField(
        null=True, blank=True, help_text=_("Reconstructed answers only: counted or not.")
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        indexes = [models.Index(fields=["item", "response"], name="answers_to_an_item")]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "item", "option"], name="one_answer_per_option_and_response"
            ),
            models.CheckConstraint(
                condition=Q(counted__isnull=True)
                | Q(option__isnull=True, before__isnull=True, number__isnull=True),
                name="a_reconstructed_answer_has_no_value",
            ),
            models.CheckConstraint(
                condition=Q(counted__isnull=False)
                | Q(option__isnull=False)
                | Q(before__isnull=False)
                | Q(number__isnull=False),
                name="an_answer_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.code}: {self.option or self.counted}"


class QuoteQuerySet(models.QuerySet["Quote"]):
    def visible_to(self, member: Member | None) -> Self:
        """Quotes of the builds that *member* clears quotes for."""
        return self.filter(build__in=Build.objects.visible_to(member, Right.CLEAR_QUOTES))

    def proposable_by(self, member: Member | None) -> Self:
        """Those that wait at the builds of which *member* sees the answers, and proposes."""
        if not has_a_say(member, Right.CLEAR_QUOTES):
            return self.none()
        return self.waiting().filter(build__in=Build.objects.visible_to(member, Right.SEE_ANSWERS))

    def usable(self) -> Self:
        """Those that may be published at all: "do not use" is shown to nobody."""
        return self.exclude(permission=Quote.Permission.DO_NOT_USE)

    def waiting(self) -> Self:
        """Those about which nobody has decided."""
        return self.usable().filter(decision=Quote.Decision.LATER, withdrawn_on__isnull=True)

    def printable(self) -> Self:
        """Those that an editor chose to show and nobody has withdrawn."""
        return self.usable().filter(decision=Quote.Decision.SHOW, withdrawn_on__isnull=True)


class Quote(models.Model):
    """A sentence that somebody wrote, with the leave given at that sentence. It is never rewritten.

    Quotes stand apart from the ratings: nothing leads from one to the other.
    """

    class Permission(models.TextChoices):
        NAMED = "named", _("Yes, with name")
        ROLE_ONLY = "role_only", _("Role only")
        UNNAMED = "unnamed", _("No name")
        DO_NOT_USE = "do_not_use", _("Do not use")
        NOT_RECORDED = "not_recorded", _("Not recorded")

    class Decision(models.TextChoices):
        LATER = "later", _("Decide later")
        SHOW = "show", _("Show")
        HIDE = "hide", _("Hide")

    class Sense(models.TextChoices):
        PRAISE = "praise", _("Praise")
        CRITIQUE = "critique", _("Critique")
        MIXED = "mixed", _("Mixed")

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="quotes")
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=120, help_text=_("The heading that it stands under."))
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="en")
    permission = models.CharField(max_length=14, choices=Permission)
    name = models.CharField(max_length=160, blank=True, help_text=_("Printed with leave only."))
    role_words = models.CharField(max_length=120, blank=True)
    sense = models.CharField(max_length=10, choices=Sense, default=Sense.PRAISE)
    touches = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    large = models.BooleanField(default=False, help_text=_("Printed large."))
    decision = models.CharField(max_length=6, choices=Decision, default=Decision.LATER)
    why = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    brought_by = models.ForeignKey(
        AnswerImport,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="brought_quotes",
        help_text=_("The import that it came with, as one of many."),
    )

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["build", "key"], name="one_quote_per_key_and_build"),
            models.UniqueConstraint(fields=["build", "position"], name="quotes_stand_in_one_order"),
            models.CheckConstraint(
                condition=~Q(permission="do_not_use") | ~Q(decision="show"),
                name="what_may_not_be_used_is_not_shown",
            ),
            models.CheckConstraint(
                condition=Q(name="") | Q(permission="named"),
                name="a_name_is_kept_only_with_leave",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(text="", name="", role_words=""),
                name="a_withdrawn_quote_keeps_no_words",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def prints_as(self) -> str:
        """Whose words these are, as far as leave goes: a name, a role, or nothing."""
        if self.permission == self.Permission.NAMED:
            return ", ".join(part for part in (self.name, self.role_words) if part)
        if self.permission == self.Permission.ROLE_ONLY:
            return self.role_words
        return ""


class QuoteProposal(models.Model):
    """What somebody who does not clear quotes proposes about one, for who does."""

    class Decision(models.TextChoices):
        SHOW = "show", _("Show")
        HIDE = "hide", _("Hide")

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="proposals")
    decision = models.CharField(max_length=6, choices=Decision)
    why = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "by"], name="a_member_proposes_one_thing_about_a_quote"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.quote}"
