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
from muster.directory.models.lists import ListEntry, SavedList, Touch
from muster.directory.models.matches import (
    FoldedRow,
    Merge,
    MovedRow,
    NewestRow,
    Pair,
    PairWeight,
)
from muster.directory.models.organizations import Jurisdiction, Organization, OtherName
from muster.directory.models.origins import FieldChange, Source
from muster.directory.models.people import ContactPoint, Person, Post
from muster.directory.models.sites import Site
from muster.directory.models.words import RememberedWord

__all__ = [
    "ContactPoint",
    "CorrectedCell",
    "Erasure",
    "FieldChange",
    "FoldedRow",
    "Import",
    "ImportChoice",
    "ImportColumn",
    "ImportRow",
    "Jurisdiction",
    "Liaison",
    "ListEntry",
    "Merge",
    "MovedRow",
    "NewestRow",
    "Organization",
    "OtherName",
    "Pair",
    "PairWeight",
    "Person",
    "Post",
    "RememberedColumn",
    "RememberedWord",
    "RowAnswer",
    "SavedList",
    "Site",
    "Source",
    "Touch",
]
