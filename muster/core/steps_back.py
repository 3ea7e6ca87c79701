"""The way back that no database has: to an old step, past rooms that stand upon it.

Django knows the old steps of a room and the one that stands for them. On the way back it would take
both of the rooms above: all that these hold would go, and then it would break off.
"""

from collections.abc import Sequence
from typing import Any

from django.core.management import CommandError
from django.db.migrations import Migration
from django.db.models.signals import pre_migrate


def watch(sender: Any) -> None:
    """Look at each `migrate` before its first step; *sender* is the room that is asked first."""
    pre_migrate.connect(refuse_twice, sender=sender, dispatch_uid="core.steps_back")


def refuse_twice(*, plan: Sequence[tuple[Migration, bool]] = (), **_said: Any) -> None:
    """Let nothing be taken back twice.

    Raises:
        CommandError: *plan* goes back along old steps, and along what stands for them.
    """
    back = {(step.app_label, step.name) for step, goes_back in plan if goes_back}
    for step, goes_back in plan:
        if goes_back and any(tuple(old) in back for old in step.replaces):
            raise CommandError(
                f"There is no way back to there: {step} stands for old steps on it, and all that "
                f"“{step.app_label}” holds would go. Nothing was changed. A copy of the database "
                "from before leads back."
            )
