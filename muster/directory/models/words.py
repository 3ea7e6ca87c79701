"""What a word of somebody's list stands for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program


class RememberedWord(models.Model):
    """A word that a member gave a value, for a field with few of them: “asistió”, they came."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=60, help_text=_("The key of the field: “touch.came”."))
    word = models.CharField(max_length=100, help_text=_("In small letters, with single spaces."))
    value = models.CharField(
        max_length=40, blank=True, help_text=_("A word that is known; empty: left out.")
    )
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "field", "word"], name="a_word_of_a_field_has_one_value"
            )
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.value}"
