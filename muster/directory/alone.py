"""What only one record of a program may say: its number in a register."""

from typing import TypeVar

from muster.directory.models import Organization, Person, Site

Numbered = TypeVar("Numbered", Organization, Person, Site)

ALONE: dict[type[Organization] | type[Person] | type[Site], tuple[str, ...]] = {
    Organization: ("usdot", "ori"),
    Person: (),
    Site: ("register_key",),
}


def holder_of(record: Numbered, field: str, number: str) -> Numbered | None:
    """Who else has *number* in this field, also one that was merged into another."""
    if not number:
        return None
    others = type(record)._base_manager.filter(program=record.program_id, **{field: number})
    return others.exclude(pk=record.pk).first()
