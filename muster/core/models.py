"""The program that every row belongs to, and the record of acts."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Program(models.Model):
    """Who runs builds: the tenant. Nothing sums across two programs."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    url = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=60, default="America/Chicago")
    language = models.CharField(max_length=8, default="en")
    sample = models.BooleanField(
        default=False, help_text=_("Everything in this program is invented.")
    )
    pack_key = models.SlugField(max_length=40, blank=True)
    pack_version = models.CharField(max_length=20, blank=True)
    second_factor_from = models.DateField(
        null=True,
        blank=True,
        help_text=_("From this day on who runs the program signs in with a second factor."),
    )
    # The thresholds of disclosure control: domain-model.md, "Small numbers".
    whole_room = models.PositiveSmallIntegerField(default=20, validators=[MinValueValidator(3)])
    row_answers = models.PositiveSmallIntegerField(default=10, validators=[MinValueValidator(3)])
    cell = models.PositiveSmallIntegerField(default=5, validators=[MinValueValidator(3)])
    heads = models.PositiveSmallIntegerField(default=5, validators=[MinValueValidator(3)])

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(whole_room__gte=3)
                & Q(row_answers__gte=3)
                & Q(cell__gte=3)
                & Q(heads__gte=3),
                name="no_threshold_for_people_is_under_three",
            )
        ]

    def __str__(self) -> str:
        return self.name


# Where the manager reads what is no column of an event.
_READ_BESIDE: dict[str, Any] = {"subject": F("words__subject"), "reason": F("words__reason")}


class AuditEventManager(models.Manager["AuditEvent"]):
    """Gives events with what can still be read of them: their subject and their reason."""

    def get_queryset(self) -> "models.QuerySet[AuditEvent]":
        return super().get_queryset().annotate(**_READ_BESIDE)


class AuditEvent(models.Model):
    """One act, as a link of its program's chain: who did what, when, and digests of the rest.

    The database refuses to change or remove it. What a person could be known by stands beside it,
    in `AuditWords` and `AuditValue`; here is the digest of that, with a salt that stands there too.
    Acts of no program have a chain of their own.
    """

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=200, help_text=_("The member’s e-mail, or the command."))
    verb = models.CharField(max_length=60)
    noun = models.CharField(max_length=80, help_text=_("What kind of thing it was done to."))
    subject_digest = models.CharField(max_length=64)
    reason_digest = models.CharField(max_length=64, blank=True)
    # Pairs in the order in which they are hashed: fields with digests, and numbers by their names.
    changed = models.JSONField(default=list)
    counts = models.JSONField(default=list)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    # Not columns: the manager reads them from `words`.
    subject: str
    reason: str

    objects = AuditEventManager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["program", "at", "id"], name="acts_by_time"),
            models.Index(fields=["program", "actor", "at"], name="acts_by_actor"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "sequence"], name="the_chain_of_a_program_has_no_fork"
            ),
            models.UniqueConstraint(
                fields=["sequence"],
                condition=Q(program__isnull=True),
                name="the_chain_of_no_program_has_no_fork",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.noun}"


class AuditWords(models.Model):
    """What an act was done to and why, in words; they can be taken back, and nothing else."""

    event = models.OneToOneField(
        AuditEvent, on_delete=models.PROTECT, primary_key=True, related_name="words"
    )
    subject = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    emptied_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "words of acts"
        indexes = [
            models.Index(
                fields=["subject"], name="acts_by_subject", opclasses=["varchar_pattern_ops"]
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(salt="", emptied_on__isnull=False)
                | (~Q(salt="") & Q(emptied_on__isnull=True)),
                name="words_without_salt_were_taken_back_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class AuditValue(models.Model):
    """What a field said before and after an act; it can be emptied, and nothing else."""

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="values")
    field = models.CharField(max_length=60)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    emptied_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "field"], name="a_field_changes_once_in_an_act"
            ),
            models.CheckConstraint(
                condition=Q(salt="", old="", new="", emptied_on__isnull=False)
                | (~Q(salt="") & Q(emptied_on__isnull=True)),
                name="values_without_salt_are_empty_since_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.field


class Beat(models.Model):
    """Work that is due every so often, and when it is due next."""

    name = models.SlugField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class RetentionPeriod(models.Model):
    """For how many days a program keeps one kind of data, where it has said so itself."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=40)
    days = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("Empty: it is kept for good.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "kind"], name="a_kind_is_kept_for_one_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.days}"
