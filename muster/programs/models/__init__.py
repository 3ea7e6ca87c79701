"""The nouns of a program pack."""

from muster.programs.models.aims import Goal
from muster.programs.models.asked import Item, Measure, Option, Questionnaire
from muster.programs.models.frameworks import Component, Framework
from muster.programs.models.guidance import Guidance, GuidanceLine
from muster.programs.models.packs import LoadedPack
from muster.programs.models.people import Role, Sector
from muster.programs.models.taught import Curriculum, Material
from muster.programs.models.words import Term

__all__ = [
    "Component",
    "Curriculum",
    "Framework",
    "Goal",
    "Guidance",
    "GuidanceLine",
    "Item",
    "LoadedPack",
    "Material",
    "Measure",
    "Option",
    "Questionnaire",
    "Role",
    "Sector",
    "Term",
]
