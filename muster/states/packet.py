"""The table of adoptions in a build packet."""

from muster.core.tables import Column, Kind, Table, choice, reference
from muster.states.models import Adoption

ADOPTIONS = Table(
    name="adoptions",
    model=Adoption,
    says="Where the state stands on components, as far as the build has to do with it.",
    above="program and build",
    key=("key",),
    rows=lambda scope: Adoption.objects.filter(build=scope.build),
    columns=(
        Column("key", "Its key in the program.", Kind.KEY, required=True),
        Column("state", "The state.", Kind.STATE, required=True),
        reference("component", "Framework and component.", "components", required=True),
        choice("scope", "In law or in practice.", Adoption.Scope),
        choice("stage", "How far.", Adoption.Stage),
        Column("on", "Since when.", Kind.DATE),
        Column("words", "What happened."),
        Column("source", "Who says so."),
        reference("outcome", "The outcome that brought it.", "outcomes"),
    ),
)
TABLES = (ADOPTIONS,)
