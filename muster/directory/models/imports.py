"""Files that came in: what was read, what each row would do, and what it did."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.core.models import Program
from muster.directory.models.organizations import Organization
from muster.directory.models.origins import Source
from muster.directory.models.people import Person
from muster.directory.models.sites import Site


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, member: Member | None) -> Self:
        """The imports of the program of *member*; those who import only see their own."""
        reach = reach_of(member, Right.IMPORT_FILES)
        if member is None or reach is None or reach is Reach.PROPOSE:
            return self.none()
        rows = self.filter(program=member.program_id)
        return rows.filter(member=member.pk) if reach is Reach.OWN else rows


class Import(models.Model):
    """One file on its way into the directory, or there."""

    class Kind(models.TextChoices):
        ATTENDEES = "attendees", _("attendees")
        CONTACTS = "contacts", _("contacts")
        CARRIERS = "carriers", _("carriers")
        AGENCIES = "agencies", _("police agencies")
        PLACES = "places", _("places")

    class State(models.TextChoices):
        READ = "read", _("read")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("dry run done")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        FAILED = "failed", _("could not be read")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="imports")
    key = models.SlugField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.CharField(max_length=200, help_text=_("The name that the file came under."))
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text=_("bytes"))
    layout = models.CharField(max_length=40, blank=True, help_text=_("The layout recognised."))
    format = models.CharField(max_length=8, blank=True, help_text=_("csv, xlsx, vcard, json"))
    encoding = models.CharField(max_length=20, blank=True)
    separator = models.CharField(max_length=4, blank=True)
    sheet = models.CharField(max_length=60, blank=True)
    first_header_line = models.PositiveIntegerField(default=1)
    header_lines = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.READ)
    audience = models.CharField(
        max_length=10, default="site", help_text=_("Who may see new contact points.")
    )
    source_name = models.CharField(max_length=200, blank=True)
    source_on = models.DateField(null=True, blank=True)
    total = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("About how many rows it has, where that is known.")
    )
    rows_read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    asks = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0, help_text=_("Rows worked on so far."))
    trouble = models.TextField(blank=True)
    checked_after = models.PositiveBigIntegerField(
        null=True, blank=True, help_text=_("The last act of the record before its dry run.")
    )
    source = models.OneToOneField(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="import_run"
    )
    by = models.CharField(max_length=200)
    member = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        help_text=_("Who brought it in: it reaches what they see. Of a command it is nobody."),
    )
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undo_until = models.DateField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    purged_on = models.DateField(
        null=True, blank=True, help_text=_("The file and its rows went; the counts stay.")
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["program", "-at"], name="imports_of_a_program")]

    def __str__(self) -> str:
        return self.file

    @property
    def open_rows(self) -> int:
        """How many rows wait for somebody: none before the dry run, or once they are gone."""
        waits = self.state in (self.State.CHECKED, self.State.APPLIED) and self.purged_on is None
        return self.asks + self.refused if waits else 0


class ImportColumn(models.Model):
    """A column of the file, and the field that it fills."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField(help_text=_("0 is the first."))
    header = models.CharField(max_length=400, blank=True)
    field = models.CharField(max_length=60, blank=True, help_text=_("Empty: not used."))
    why = models.CharField(max_length=200, blank=True)
    private = models.BooleanField(
        default=False, help_text=_("Could tell where somebody was and when: never stored.")
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="one_row_per_column_of_a_file")
        ]

    def __str__(self) -> str:
        return self.header


class ImportRow(models.Model):
    """What one row of the file would do, or did; plainly new or same rows are only counted."""

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        SAME = "same", _("same")
        ASKS = "asks", _("needs you")
        REFUSED = "refused", _("refused")

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(help_text=_("The line of the file, 1 is the first."))
    verdict = models.CharField(max_length=8, choices=Verdict)
    who = models.CharField(max_length=200, blank=True)
    column = models.CharField(max_length=400, blank=True)
    says = models.TextField(blank=True)
    question = models.CharField(
        max_length=20,
        blank=True,
        help_text=_("What is asked: a date, which person, which company."),
    )
    answer = models.CharField(max_length=40, blank=True, help_text=_("What a member chose."))
    done = models.BooleanField(default=False, help_text=_("It stands in the directory."))
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    site = models.ForeignKey(
        Site, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["line"]
        indexes = [models.Index(fields=["run", "verdict", "line"], name="rows_by_verdict")]
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="one_verdict_per_line_of_a_file")
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.verdict}"


class ImportChoice(models.Model):
    """One answer that a row offers to the question it asks."""

    row = models.ForeignKey(ImportRow, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=300)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["row", "key"], name="a_row_offers_each_answer_once")
        ]

    def __str__(self) -> str:
        return self.label


class RowAnswer(models.Model):
    """What a member answered to a question of one row; it is asked no more."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="answers")
    line = models.PositiveIntegerField()
    question = models.CharField(max_length=20)
    choice = models.CharField(max_length=40)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "line", "question"], name="one_answer_per_question_of_a_row"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.choice}"


class CorrectedCell(models.Model):
    """A cell that a member corrected in the dry run; the file itself stays as it came."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="corrections")
    line = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=400, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "line", "position"], name="one_correction_per_cell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.value}"


class RememberedColumn(models.Model):
    """How a column of this name was mapped the last time, for files of the same kind."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Import.Kind)
    header = models.CharField(max_length=400)
    field = models.CharField(max_length=60, blank=True)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "kind", "header"], name="one_memory_per_column_name"
            )
        ]

    def __str__(self) -> str:
        return f"{self.header}: {self.field}"
