"""What can go wrong on the ground floor.

* RetentionError
  x PeriodTooShort      what is still needed would go
  x PeriodTooLong       nobody means so many days
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class RetentionError(Exception):
    """Data cannot be kept for so long, or so short. Nothing was changed."""


class PeriodTooShort(RetentionError):
    """What is still needed would go."""

    def __init__(self, least: int) -> None:
        says = ngettext(
            "This is needed for at least %(least)s day. Nothing was changed.",
            "This is needed for at least %(least)s days. Nothing was changed.",
            least,
        )
        super().__init__(says % {"least": least})


class PeriodTooLong(RetentionError):
    """Nobody means so many days."""

    def __init__(self, most: int) -> None:
        says = _("At most %(most)s days can be said; or keep it for good. Nothing was changed.")
        super().__init__(says % {"most": most})
