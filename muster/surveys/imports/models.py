"""Files with answers that came in: how they were read, never which line became which response."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.rights import Right
from muster.builds.models import Build
from muster.core.keys import random_key
from muster.core.models import Program
from muster.programs.models import Item, Option, Questionnaire


class AnswerImportQuerySet(models.QuerySet["AnswerImport"]):
    def visible_to(self, member: Member | None) -> Self:
        """The imports at the builds that *member* brings files in at."""
        return self.filter(build__in=Build.objects.visible_to(member, Right.IMPORT_FILES))

    def applied(self) -> Self:
        """Those whose answers are in."""
        return self.filter(state=AnswerImport.State.APPLIED)


class AnswerImport(models.Model):
    """One export of a survey tool on its way into a build, or there."""

    class Tool(models.TextChoices):
        SURVEYMONKEY = "surveymonkey", _("SurveyMonkey")
        QUALTRICS = "qualtrics", _("Qualtrics")
        LIMESURVEY = "limesurvey", _("LimeSurvey")
        GOOGLE_FORMS = "google_forms", _("Google Forms")
        MICROSOFT_FORMS = "microsoft_forms", _("Microsoft Forms")
        OTHER = "other", _("a table of answers")

    class State(models.TextChoices):
        READ = "read", _("read, not brought in")
        APPLIED = "applied", _("brought in")
        UNDONE = "undone", _("taken back")

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="answer_imports")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=12, unique=True, default=random_key)
    file = models.CharField(max_length=200, help_text=_("The name that the file came under."))
    sha256 = models.CharField(max_length=64)
    tool = models.CharField(max_length=16, choices=Tool)
    says = models.TextField(blank=True, help_text=_("How the file was read, in words."))
    state = models.CharField(max_length=8, choices=State, default=State.READ)
    rows = models.PositiveIntegerField(default=0, help_text=_("Lines of the file."))
    responses = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    quotes = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0, help_text=_("Lines without a response."))
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "questionnaire", "sha256"],
                condition=Q(state="applied"),
                name="the_same_answers_come_in_once",
            )
        ]

    def __str__(self) -> str:
        return self.file


class AnswerColumn(models.Model):
    """A column of the file, what it fills, and how many values it had."""

    class Use(models.TextChoices):
        ITEM = "item", _("answers a question")
        OPTION = "option", _("one of several that may be chosen")
        BEFORE = "before", _("the word before")
        NOW = "now", _("the word now")
        DAY = "day", _("the day")
        LANGUAGE = "language", _("the language")
        PERMISSION = "permission", _("whether sentences may be shared")
        UNUSED = "unused", _("not used")
        DROPPED = "dropped", _("dropped")

    run = models.ForeignKey(AnswerImport, on_delete=models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField(help_text=_("0 is the first."))
    header = models.TextField(blank=True)
    code = models.CharField(max_length=200, blank=True, help_text=_("What the tool calls it."))
    question = models.TextField(blank=True)
    choice = models.TextField(blank=True, help_text=_("Which choice or row of the question."))
    use = models.CharField(max_length=10, choices=Use, default=Use.UNUSED)
    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    option = models.ForeignKey(
        Option, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=200, blank=True)
    sure = models.BooleanField(default=True, help_text=_("Whether nobody needs to look at it."))
    values = models.PositiveIntegerField(default=0, help_text=_("Lines that say something in it."))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "position"], name="one_row_per_column_of_answers"
            )
        ]

    def __str__(self) -> str:
        return self.header


class AnswerWord(models.Model):
    """A word of a column and the value that it stands for; forgotten when the answers are in."""

    column = models.ForeignKey(AnswerColumn, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=300)
    many = models.PositiveIntegerField(default=0)
    value = models.CharField(max_length=40, blank=True, help_text=_("Empty: nobody knows yet."))
    why = models.CharField(max_length=200, blank=True)
    sure = models.BooleanField(default=True, help_text=_("Whether nobody needs to look at it."))

    class Meta:
        ordering = ["-many", "word"]
        constraints = [
            models.UniqueConstraint(fields=["column", "word"], name="one_row_per_word_of_a_column")
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.value}"


class RememberedQuestion(models.Model):
    """What a column of this name was the last time."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    questionnaire = models.CharField(max_length=40, help_text=_("Its key, in any version."))
    header = models.CharField(max_length=400)
    use = models.CharField(max_length=10, choices=AnswerColumn.Use)
    item = models.CharField(max_length=40, blank=True, help_text=_("The item’s code."))
    option = models.CharField(max_length=40, blank=True, help_text=_("The option’s value."))
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "questionnaire", "header"], name="one_memory_per_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.header}: {self.use}"


class RememberedWord(models.Model):
    """What a word stood for the last time, where a member chose it."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=40, help_text=_("The item’s code."))
    word = models.CharField(max_length=300)
    value = models.CharField(max_length=40)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "item", "word"], name="one_memory_per_word_of_an_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.value}"
