"""What a row says, in one spelling, as the columns of a table in DuckDB."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from muster.directory.matching.rows import Noun, Row
from muster.directory.matching.spell import (
    domain_of,
    given_names,
    is_role_mailbox,
    normal_email,
    normal_number,
    normal_ori,
    normal_phone,
    normal_street,
    normal_town,
    normal_zip,
    person_name,
    state_of,
    street_number,
    street_words,
    units_of,
)
from muster.directory.names import normal_name

if TYPE_CHECKING:
    from pyarrow import Table

Columns = dict[str, Any]

# So many rows are spelled at a time: as objects of Python a million would fill the memory.
_AT_A_TIME = 5_000


def table_of(noun: Noun, rows: Iterable[Row], shared: frozenset[str]) -> "Table":
    """The rows as one table; `unique_id` is the position of a row.

    Args:
        shared: mailboxes that are known to be used by several, whatever these rows say.
    """
    import pyarrow  # noqa: PLC0415 - slow import

    types = {
        int: pyarrow.int64(),
        list: pyarrow.list_(pyarrow.string()),
        str: pyarrow.string(),
    }
    schema = pyarrow.schema([(name, types[kind]) for name, kind in kinds_of(noun).items()])
    known = frozenset(map(normal_email, shared))
    spelled = (_spelled(noun, at, row, known) for at, row in enumerate(rows))
    batches = []
    while chunk := list(islice(spelled, _AT_A_TIME)):
        arrays = [
            pyarrow.array([each[field.name] for each in chunk], type=field.type) for field in schema
        ]
        batches.append(pyarrow.RecordBatch.from_arrays(arrays, schema=schema))
    return pyarrow.Table.from_batches(batches, schema=schema)


def kinds_of(noun: Noun) -> dict[str, type]:
    """The columns for rows of *noun*, and of what kind each is."""
    texts = "who name squashed street number road state town county zip zip_near"
    lists = "phones mailboxes personal domains webs"
    if noun is Noun.ORGANIZATIONS:
        texts += " ordered agency usdot ori"
        lists += " names words units"
    else:
        texts += " given family short"
        lists += " works_at"
    kinds: dict[str, type] = {"unique_id": int}
    kinds |= dict.fromkeys(texts.split(), str) | dict.fromkeys(lists.split(), list)
    return kinds | ({"trucks": int} if noun is Noun.ORGANIZATIONS else {})


def _spelled(noun: Noun, at: int, row: Row, shared: frozenset[str]) -> Columns:
    street = normal_street(row.street)
    number = street_number(street)
    state = state_of(row)
    city, county = normal_town(row.city), normal_town(row.county)
    zip_code = normal_zip(row.zip)
    mailboxes = _each(normal_email, row.emails)
    # The domain of a mailbox that many use says no more than the mailbox.
    own_hosts = (domain_of(email=box) for box in mailboxes if box not in shared)
    domains = list(filter(None, dict.fromkeys((domain_of(url=row.url), *own_hosts))))
    told: Columns = {
        "unique_id": at,
        "street": street or None,
        "number": number or None,
        "road": street_words(street) if street else "",
        "state": state or None,
        "town": f"{city} {state}" if city else None,
        "county": f"{county} {state}" if county else None,
        "zip": zip_code or None,
        "zip_near": zip_code[:3] or None,
        "phones": _each(normal_phone, row.phones) or None,
        "mailboxes": mailboxes or None,
        "domains": domains or None,
        "webs": mailboxes + domains or None,
    }
    if noun is Noun.ORGANIZATIONS:
        told |= _organization(row)
        told["who"] = f"{number} {told['road']}" if street else told["name"]
        told["personal"] = [box for box in mailboxes if box not in shared]
    else:
        told |= _person(row)
        told["who"] = told["name"]
        own = [box for box in mailboxes if box not in shared and not is_role_mailbox(box)]
        told["personal"] = own
    return told


def _organization(row: Row) -> Columns:
    name = normal_name(row.name)
    words = sorted(set(name.split()))
    names = [name, *_each(normal_name, row.other_names)] if name else []
    return {
        "name": name or None,
        "names": names,
        "words": words,
        "ordered": " ".join(words),
        "squashed": name.replace(" ", ""),
        "units": units_of(name),
        "agency": row.agency or None,
        "usdot": (normal_number(row.usdot) if row.usdot else "") or None,
        "ori": (normal_ori(row.ori) if row.ori else "") or None,
        "trucks": row.trucks or None,
    }


def _person(row: Row) -> Columns:
    given, family = person_name(row.name)
    return {
        "name": f"{given} {family}" if family else None,
        "given": given,
        "family": family or None,
        "short": given_names(given),
        "squashed": given + family,
        "works_at": _each(normal_name, row.organizations) or None,
    }


def _each(spell: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """The texts in one spelling, each once, in their order."""
    return list(dict.fromkeys(filter(None, map(spell, texts)))) if texts else []
