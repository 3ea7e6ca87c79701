"""Builds: what is planned, who helps to hold them, and what was published of them."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member
from muster.accounts.reach import opened
from muster.accounts.rights import Reach, Right, reach_of
from muster.core.models import Program
from muster.core.places import STATE
from muster.directory.models import Organization
from muster.programs.models import Curriculum


class BuildQuerySet(models.QuerySet["Build"]):
    def visible_to(self, member: Member | None, right: Right = Right.SEE_BUILDS) -> Self:
        """Builds in which *member* may do what *right* says: of their program, or of their part."""
        reach = reach_of(member, right)
        if member is None or reach is None or reach is Reach.PROPOSE:
            return self.none()
        builds = self.filter(program=member.program_id)
        return builds.filter(opened("build", member, right)) if reach is Reach.OWN else builds


class Build(models.Model):
    """One coalition build."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        INVITING = "inviting", _("Inviting")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        FOLLOWING_UP = "following_up", _("Following up")
        REPORTED = "reported", _("Reported")
        CANCELLED = "cancelled", _("Cancelled")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="builds")
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    city = models.CharField(max_length=80)
    state = models.CharField(max_length=2, validators=[STATE])
    venue = models.CharField(max_length=160, blank=True)
    day = models.DateField(null=True, blank=True)
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, default="America/Chicago")
    status = models.CharField(max_length=14, choices=Status, default=Status.PLANNED)
    tagline = models.CharField(max_length=160, blank=True)
    from_history = models.BooleanField(
        default=False, help_text=_("Loaded from history: its measures were not fixed beforehand.")
    )
    source = models.TextField(blank=True, help_text=_("What the rows were taken from."))
    measures_fixed_on = models.DateField(null=True, blank=True)
    follow_up_opens_on = models.DateField(null=True, blank=True)
    follow_up_closes_on = models.DateField(null=True, blank=True)
    prints_guidance = models.BooleanField(
        default=False, help_text=_("Its report tells people whom to call.")
    )

    objects = BuildQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "key"]
        indexes = [models.Index(fields=["program", "-day", "key"], name="builds_of_a_program")]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_history=False) | Q(measures_fixed_on__isnull=True),
                name="history_is_not_pre_registered",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("build", args=[self.key])


OfBuild = TypeVar("OfBuild", bound=models.Model, covariant=True)


class OfBuildQuerySet(models.QuerySet[OfBuild]):
    def visible_to(self, member: Member | None) -> Self:
        """Rows of the builds that *member* works on."""
        return self.filter(build__in=Build.objects.visible_to(member))


class BuildAlias(models.Model):
    """Another name under which the same build is known: Gulfport here, Biloxi elsewhere."""

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["build", "name"], name="one_row_per_alias_of_a_build")
        ]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """An organization's part in a build: host, sponsor or supporter."""

    class Part(models.TextChoices):
        HOST = "host", _("host")
        PRIMARY_SPONSOR = "primary_sponsor", _("primary sponsor")
        SPONSOR = "sponsor", _("sponsor")
        SUPPORTER = "supporter", _("supporter")

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="partners")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=16, choices=Part)
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200, blank=True, help_text=_("The words of thanks."))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "organization", "part"], name="one_row_per_part_in_a_build"
            ),
            models.UniqueConstraint(
                fields=["build", "position"], name="partners_stand_in_one_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_part_display()}"


class SessionQuerySet(OfBuildQuerySet["Session"]):
    pass


class Session(models.Model):
    """A slot of the agenda."""

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="sessions")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    curriculum = models.ForeignKey(
        Curriculum, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "position"], name="sessions_stand_in_one_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Speaker(models.Model):
    """Who leads a session, under the name that they chose, or none.

    What a speaker agreed to has purposes and an expiry and can be withdrawn; without it nothing of
    them leaves the program.
    """

    class Kind(models.TextChoices):
        TRAINER = "trainer", _("trainer")
        SURVIVOR_LEADER = "survivor_leader", _("survivor-leader")
        OFFICER = "officer", _("officer")
        MODERATOR = "moderator", _("moderator")
        HOST = "host", _("host")
        OTHER = "other", _("speaker")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    name_chosen = models.CharField(
        max_length=120, blank=True, help_text=_("The name to print; empty prints none.")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    may_print = models.BooleanField(default=False)
    may_record = models.BooleanField(default=False)
    consent_on = models.DateField(null=True, blank=True)
    consent_until = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["session", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"], name="speakers_stand_in_one_order"
            ),
            models.CheckConstraint(
                condition=(Q(may_print=False) & Q(may_record=False))
                | Q(consent_on__isnull=False, consent_until__isnull=False),
                name="what_a_speaker_allowed_has_a_day_and_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name_chosen or str(self.get_kind_display())


class PastBuild(models.Model):
    """A build that is known as place and year only. It is history, not a build of ours."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="past_builds")
    key = models.SlugField(max_length=60)
    place = models.CharField(max_length=80)
    state = models.CharField(max_length=2, validators=[STATE])
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["year", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "key"], name="one_past_build_per_key_and_program"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.year}"


class ReportedFigureQuerySet(OfBuildQuerySet["ReportedFigure"]):
    pass


class ReportedFigure(models.Model):
    """A number that somebody published and whose rows we do not hold.

    Kept as printed and shown as theirs; it is never mixed into ours.
    """

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exactly")
        OVER = "over", _("over")
        UNDER = "under", _("under")
        ABOUT = "about", _("about")
        NEARLY = "nearly", _("nearly")

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="reported_figures")
    past_build = models.ForeignKey(
        PastBuild, on_delete=models.PROTECT, null=True, blank=True, related_name="reported_figures"
    )
    key = models.SlugField(max_length=60)
    about = models.CharField(max_length=120)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    unit = models.CharField(max_length=40, blank=True)
    qualifier = models.CharField(max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    words = models.CharField(max_length=300, help_text=_("As printed."))
    source = models.CharField(max_length=300)
    published_on = models.DateField(null=True, blank=True)

    objects = ReportedFigureQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "key"], name="one_reported_figure_per_key_and_build"
            )
        ]

    def __str__(self) -> str:
        return self.words
