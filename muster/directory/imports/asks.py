"""The question which of several organizations a row means."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from muster.directory.imports.known import Org
from muster.directory.imports.plan import Plan

ANOTHER = "new"
_MOST = 8


def ask_which(
    plan: Plan,
    line: int,
    fitting: Sequence[Org],
    *,
    name: str,
    of_one: str,
    here: str = "",
    who: str,
    question: str = "organization",
    key_of: Callable[[Org], str] = lambda org: str(org.id),
) -> None:
    """Ask which of *fitting*, all called *name*, the row of this *line* means, or another one.

    Args:
        of_one: what is asked where only one fits, with %(name)s, %(there)s and %(here)s.
        here: where the row says that it is.
        key_of: how an answer means one of them.
    """
    says = _("%(n)s organizations are called “%(name)s”. Which one is it?")
    if len(fitting) == 1:
        says = of_one
    words = {"n": len(fitting), "name": name, "there": place_of(fitting[0]), "here": here}
    choices = [(key_of(org), in_a_row(org.name, org.city, org.state)) for org in fitting[:_MOST]]
    plan.ask(
        line,
        who,
        question,
        "",
        says % words,
        [*choices, (ANOTHER, _("Another one"))],
        organization=fitting[0].id if fitting[0].id > 0 else None,
    )


def place_of(org: Org) -> str:
    """Where *org* is, as far as it is known."""
    return in_a_row(org.city, org.state)


def in_a_row(*parts: str) -> str:
    """Those of *parts* that say something, with commas."""
    return ", ".join(part for part in parts if part)
