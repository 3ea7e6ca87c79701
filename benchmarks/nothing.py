"""A job that does nothing, so that the row it waits in is what takes time."""

from muster.core.jobs import job


@job(retries=0)
def nothing() -> None:
    """Do nothing."""
