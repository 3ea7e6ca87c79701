"""Which pack stands behind a program's rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.core.models import Program


class LoadedPack(models.Model):
    """The title page of the pack that a program was last loaded from."""

    program = models.OneToOneField(Program, on_delete=models.PROTECT, related_name="loaded_pack")
    key = models.SlugField(max_length=40)
    version = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    sources = models.TextField(blank=True, help_text=_("One source on each line."))

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
