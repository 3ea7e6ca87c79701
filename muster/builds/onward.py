"""A list of attendees that is in leads on to the builds at which its people may have places."""

from django.urls import reverse
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.builds.models import Build
from muster.directory.intake.onward import Onward, register
from muster.directory.models import Import


def register_onward() -> None:
    """Let the page of an import of attendees lead to the builds."""
    register(Import.Kind.ATTENDEES, "builds", places_at_builds)


def places_at_builds(member: Member) -> Onward | None:
    """The lists of the one build at which *member* may seat people, or all their builds."""
    builds = Build.objects.visible_to(member, Right.IMPORT_FILES).order_by("pk")
    keys = list(builds.values_list("key", flat=True)[:2])
    if not keys:
        return None
    if reach_of(member, Right.SEE_DIRECTORY) is Reach.ALL:
        says = _("Its people count at a build once they have their places in its room.")
    else:
        says = _(
            "Its people count at a build once they have their places in its room; outside your"
            " part of the directory you see them from then on."
        )
    href = reverse("room-lists", args=keys) if len(keys) == 1 else reverse("builds")
    return Onward(says, _("Give them their places at a build"), href)
