"""The columns that Splink compares, made from plain rows, and the keys under which rows meet.

Two rows are compared only if they meet under a key: a name, a phone, a street, a rare word of the
name with the place. A key under which too many rows meet tells nothing apart and is refined by the
place, or left out: the others lead there.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from muster.directory.matching.parameters import COMMON
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
    street_number,
    street_words,
    units_of,
)
from muster.directory.names import normal_name

Columns = dict[str, Any]

# Under one key so many rows may meet; a key of more is refined by the place, then left out.
MEET = 60
# A phone, mailbox or domain that more than these use, who differ, tells no two apart.
_OWN = 2


def columns_of(noun: Noun, rows: Sequence[Row], shared: frozenset[str]) -> list[Columns]:
    """What each row says, in one spelling.

    Args:
        shared: mailboxes that are known to be used by several, whatever these rows say.
    """
    spelled = [_spelled(noun, at, row) for at, row in enumerate(rows)]
    shared = frozenset(normal_email(mailbox) for mailbox in shared)
    for column in ("phones", "mailboxes", "domains"):
        many = _held_by_many(noun, spelled, column)
        for each in spelled:
            kept = [value for value in each[column] if value not in many and value not in shared]
            each[f"own_{column}"] = kept
    for each in spelled:
        if noun is Noun.PEOPLE:
            own = each["own_mailboxes"]
            each["own_mailboxes"] = [box for box in own if not is_role_mailbox(box)]
        each["webs"] = each["mailboxes"] + each["domains"]
    for column, base in COMMON[noun].items():
        _add_frequency(spelled, column, base)
    _add_keys(noun, spelled)
    for each in spelled:
        for column in ("phones", "mailboxes", "webs"):
            each[column] = each[column] or None
    return spelled


def kinds_of(noun: Noun) -> dict[str, type]:
    """The columns that a model of *noun* compares, and of what kind each is."""
    texts = "street number road state town county zip zip_near name squashed"
    lists = "phones own_phones own_mailboxes keys"
    if noun is Noun.ORGANIZATIONS:
        texts += " ordered usdot ori"
        lists += " names words units webs own_domains"
    else:
        texts += " given family short"
        lists += " works_at mailboxes"
    kinds: dict[str, type] = {"unique_id": int}
    kinds |= dict.fromkeys(texts.split(), str) | dict.fromkeys(lists.split(), list)
    kinds |= {f"tf_{column}": float for column in COMMON[noun]}
    return kinds | ({"trucks": int} if noun is Noun.ORGANIZATIONS else {})


class Others:
    """How many further rows say what two rows say, for levels at which that counts."""

    _COLUMNS = {"zip": "zip", "town": "town", "county": "county", "same": "name"}
    _LISTS = ("phones", "webs", "mailboxes")

    def __init__(self, columns: Sequence[Columns]) -> None:
        self._counts = {
            level: Counter(each[column] for each in columns)
            for level, column in self._COLUMNS.items()
        }
        self._lists = {
            column: Counter(chain.from_iterable(each.get(column) or () for each in columns))
            for column in self._LISTS
        }

    def of(self, field: str, level: str, left: Columns, right: Columns) -> int:
        """The number of rows besides the two that share it; 0 where nobody asks."""
        if level == "shared":
            column = {"phone": "phones", "web": "webs", "email": "mailboxes"}[field]
            both = set(left[column]) & set(right[column])
            return max((self._lists[column][value] for value in both), default=0)
        if (field == "place" and level in self._COLUMNS) or (field, level) == ("name", "same"):
            return max(self._counts[level][left[self._COLUMNS[level]]] - 2, 0)
        return 0


def _spelled(noun: Noun, at: int, row: Row) -> Columns:
    street = normal_street(row.street)
    state = row.state.strip().upper()
    city, county = normal_town(row.city), normal_town(row.county)
    zip_code = normal_zip(row.zip)
    mailboxes = _each(normal_email, row.emails)
    found: Columns = {
        "unique_id": at,
        "street": street or None,
        "number": street_number(street) or None,
        "road": street_words(street),
        "state": state or None,
        "town": f"{city} {state}" if city else None,
        "county": f"{county} {state}" if county else None,
        "zip": zip_code or None,
        "zip_near": zip_code[:3] or None,
        "phones": _each(normal_phone, row.phones),
        "mailboxes": mailboxes,
    }
    domains = {domain_of(url=row.url), *(domain_of(email=box) for box in mailboxes)}
    found["domains"] = sorted(domains - {""})
    return found | (_organization(row) if noun is Noun.ORGANIZATIONS else _person(row))


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
        "usdot": normal_number(row.usdot) or None,
        "ori": normal_ori(row.ori) or None,
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


def _each(spell: Callable[[str], str], texts: Iterable[str]) -> list[str]:
    """The texts in one spelling, each once, in their order."""
    return list(dict.fromkeys(filter(None, map(spell, texts))))


def _held_by_many(noun: Noun, spelled: Sequence[Columns], column: str) -> set[str]:
    """The values that belong to several, not to one who stands in the list several times.

    Several are told by their names, and organizations by their streets where they are known: one
    of several names at one street is one more often than not.
    """
    holders = defaultdict(set)
    for each in spelled:
        who = each["name"]
        if noun is Noun.ORGANIZATIONS and each["street"]:
            who = f"{each['number']} {each['road']}"
        for value in each[column]:
            holders[value].add(who)
    return {value for value, those in holders.items() if len(those) > _OWN}


def _add_frequency(spelled: list[Columns], column: str, base: float) -> None:
    """How likely a row that is another one says the same in *column*.

    As likely as two unlike rows share a value at all (*base*), and as this list shows beyond the
    two that are compared.
    """
    counts = Counter(each[column] for each in spelled)
    for each in spelled:
        beyond = max(counts[each[column]] - 2, 0) if each[column] else 0
        each[f"tf_{column}"] = base + beyond / len(spelled)


def _add_keys(noun: Noun, spelled: list[Columns]) -> None:
    """Under which keys each row meets others."""
    words = Counter(chain.from_iterable(_words(noun, each) for each in spelled))
    keys = [list(_keys(noun, each, words)) for each in spelled]
    many = Counter(chain.from_iterable(keys))
    refined = [
        [
            key if many[key] <= MEET else f"{key}|{each['zip'] or each['town'] or each['county']}"
            for key in mine
        ]
        for each, mine in zip(spelled, keys, strict=True)
    ]
    many = Counter(chain.from_iterable(refined))
    for each, mine in zip(spelled, refined, strict=True):
        each["keys"] = [key for key in dict.fromkeys(mine) if 1 < many[key] <= MEET]


def _words(noun: Noun, each: Columns) -> list[str]:
    return each["words"] if noun is Noun.ORGANIZATIONS else []


def _keys(noun: Noun, each: Columns, words: Counter[str]) -> Iterator[str]:
    for phone in each["own_phones"]:
        yield f"p:{phone}"
    if each["street"]:
        yield f"s:{each['street']}|{each['zip_near'] or each['town'] or each['state']}"
        if each["number"]:
            yield f"r:{each['number']} {each['road'][:4]}|{each['state'] or ''}"
    for mailbox in each["own_mailboxes"]:
        yield f"m:{mailbox}"
    if noun is Noun.ORGANIZATIONS:
        yield from _organization_keys(each, words)
    elif each["family"]:
        yield from _person_keys(each)


def _organization_keys(each: Columns, words: Counter[str]) -> Iterator[str]:
    for name in each["names"]:
        yield f"n:{name}"
    if each["squashed"]:
        yield f"q:{each['squashed'][:9]}|{each['state'] or ''}"
        yield f"q:{each['squashed'][:5]}|{each['zip'] or each['town'] or each['county']}"
    for word in sorted(each["words"], key=lambda word: (words[word], word))[:2]:
        yield f"w:{word}|{each['state'] or ''}"
    for domain in each["own_domains"]:
        yield f"d:{domain}"
    if each["usdot"]:
        yield f"u:{each['usdot']}"
    if each["ori"]:
        yield f"o:{each['ori']}"


def _person_keys(each: Columns) -> Iterator[str]:
    given, family = each["given"], each["family"]
    yield f"n:{' '.join(sorted((given, family)))}"
    yield f"f:{family}|{given[:1]}"
    yield f"f:{family}|{each['short'][:1]}"
    yield f"g:{given}|{family[:2]}"
    for place in (each["zip"], each["town"]):
        yield f"f:{family[:3]}|{place}" if place else f"f:{family[:5]}|{given[:2]}"
    for organization in each["works_at"] or ():
        yield f"w:{organization}|{family[:3]}"
        yield f"w:{organization}|{given[:3]}"
