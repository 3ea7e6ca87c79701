"""Long files are tried and applied by a worker, while a page shows how far it is."""

from django.utils import timezone

from muster.core.jobs import job
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.models import Import

# Up to so many rows a page waits itself.
AT_ONCE = 20_000


@job(retries=2)
def check_later(key: str) -> None:
    """Try the rows of the import *key*; `Import.done` and `rows_read` tell how far it is."""
    check(Import.objects.get(key=key), now=timezone.now())


@job(retries=2)
def apply_later(key: str, by: str) -> None:
    """Apply the import *key* for *by*."""
    apply(Import.objects.get(key=key), by=by, now=timezone.now())


def is_long(run: Import) -> bool:
    """Whether *run* has so many rows that nobody should wait for the page."""
    return (run.total or 0) > AT_ONCE
