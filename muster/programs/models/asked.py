"""What is asked, and how the answers are counted."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program
from muster.programs.models.aims import Goal


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def of(self, program: Program) -> Self:
        """The questionnaires of *program*."""
        return self.filter(program=program)


class Questionnaire(models.Model):
    """One version of a list of questions."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="questionnaires")
    key = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    title_es = models.CharField(max_length=120, blank=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key", "version"],
                name="one_questionnaire_per_key_and_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class ItemQuerySet(models.QuerySet["Item"]):
    def of(self, program: Program) -> Self:
        """The items of all questionnaires of *program*."""
        return self.filter(questionnaire__program=program)


class Item(models.Model):
    """One question. Its code is permanent, so that answers compare across builds and years."""

    class Kind(models.TextChoices):
        AGREE = "agree", _("Agree or disagree")
        YES_NO = "yes_no", _("Yes or no")
        SINGLE = "single", _("One of several")
        MULTIPLE = "multiple", _("Any of several")
        NUMBER = "number", _("A number")
        TEXT = "text", _("In one’s own words")
        PAIR = "pair", _("Before and after")

    # Kinds that are answered by choosing; the others have no options.
    CHOSEN = (Kind.AGREE, Kind.YES_NO, Kind.SINGLE, Kind.MULTIPLE, Kind.PAIR)

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="items")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField()
    text_es = models.TextField(blank=True)
    sensitive = models.BooleanField(
        default=False,
        help_text=_("What one person answered could hurt; the whole room is treated as a row."),
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["questionnaire__position", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "code"], name="one_item_per_code_and_questionnaire"
            )
        ]

    def __str__(self) -> str:
        return self.code


class OptionQuerySet(models.QuerySet["Option"]):
    def of(self, program: Program) -> Self:
        """The options of all items of *program*."""
        return self.filter(item__questionnaire__program=program)


class Option(models.Model):
    """One thing that can be chosen, and whether choosing it counts."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="options")
    value = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=160)
    label_es = models.CharField(max_length=160, blank=True)
    counts = models.BooleanField(default=False)

    objects = OptionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "value"]
        constraints = [
            models.UniqueConstraint(fields=["item", "value"], name="one_option_per_value_and_item")
        ]

    def __str__(self) -> str:
        return self.label


class MeasureQuerySet(models.QuerySet["Measure"]):
    def of(self, program: Program) -> Self:
        """The measures of *program*."""
        return self.filter(program=program)


class Measure(models.Model):
    """How a number is made, and the words that it is printed with. Its key is permanent."""

    class Kind(models.TextChoices):
        RESPONSE_RATE = "response_rate", _("Who answered, of the room")
        PARTICIPANTS = "participants", _("Who was in the room")
        ITEM = "item", _("Answers to an item")
        PAIR_BEFORE = "pair_before", _("The word used before")
        PAIR_AFTER = "pair_after", _("The word used now")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="measures")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=Kind)
    item_code = models.SlugField(max_length=40, blank=True)
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    label = models.CharField(max_length=80)
    label_es = models.CharField(max_length=80, blank=True)
    says = models.CharField(
        max_length=200, help_text=_("What stands after “46 of 50” in a sentence.")
    )
    says_es = models.CharField(max_length=200, blank=True)
    counted_words = models.CharField(
        max_length=160, help_text=_("What was counted: “agree” or “strongly agree”.")
    )
    headline = models.BooleanField(default=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key"], name="one_measure_per_key_and_program"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["response_rate", "participants"], item_code="")
                | Q(kind__in=["item", "pair_before", "pair_after"]) & ~Q(item_code=""),
                name="a_measure_of_answers_names_its_item",
            ),
        ]

    def __str__(self) -> str:
        return self.label
