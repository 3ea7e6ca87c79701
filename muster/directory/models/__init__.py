"""The nouns of the directory."""

from muster.directory.models.erasures import Erasure
from muster.directory.models.grants import Liaison
from muster.directory.models.imports import (
    CorrectedCell,
    Import,
    ImportChoice,
    ImportColumn,
    ImportRow,
    RememberedColumn,
    RowAnswer,
)
from muster.directory.models.lists import SavedList, Touch
from muster.directory.models.matches import Merge, MovedRow, Pair
from muster.directory.models.organizations import Jurisdiction, Organization, OtherName
from muster.directory.models.origins import FieldChange, Source
from muster.directory.models.people import ContactPoint, Person, Post
from muster.directory.models.sites import Site

__all__ = [
    "ContactPoint",
    "CorrectedCell",
    "Erasure",
    "FieldChange",
    "Import",
    "ImportChoice",
    "ImportColumn",
    "ImportRow",
    "Jurisdiction",
    "Liaison",
    "Merge",
    "MovedRow",
    "Organization",
    "OtherName",
    "Pair",
    "Person",
    "Post",
    "RememberedColumn",
    "RowAnswer",
    "SavedList",
    "Site",
    "Source",
    "Touch",
]
