"""Builds, the people in their rooms, and the members who work on them."""

from muster.builds.models.builds import (
    Build,
    BuildAlias,
    BuildQuerySet,
    OfBuildQuerySet,
    Partner,
    PastBuild,
    ReportedFigure,
    Session,
    Speaker,
)
from muster.builds.models.grants import Desk, Host
from muster.builds.models.people import (
    Participant,
    ParticipantQuerySet,
    Proposal,
)

__all__ = [
    "Build",
    "BuildAlias",
    "BuildQuerySet",
    "Desk",
    "Host",
    "OfBuildQuerySet",
    "Participant",
    "ParticipantQuerySet",
    "Partner",
    "PastBuild",
    "Proposal",
    "ReportedFigure",
    "Session",
    "Speaker",
]
