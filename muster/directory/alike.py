"""What is in the directory already and may be the one that somebody is typing in.

A warning, never a refusal: two companies may have one name, and two people. Only a few rows are
looked at, those whose names begin alike or who have the same number, and each is told with its
reasons.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from muster.accounts.models import Member
from muster.directory.models import ContactPoint, Organization, Person, Post, Site
from muster.directory.names import likeness, normal_name
from muster.directory.search import Noun, search

# So few are shown that all are read.
_SHOWN = 4
# Of each question to the database; the candidates are compared in memory.
_MOST = 60
# From this on two names are told as nearly the same.
_NEARLY = 0.88
_SAME_STREET = 90
# A row is shown from this score on: a name that is nearly the same, or a number alone.
_WORTH_SAYING = 0.6
_SHORTEST = 3
# So many letters of a word are looked for.
_STEM = 4


@dataclass(frozen=True, slots=True)
class Alike:
    """One that may be the same, and why.

    Attributes:
        score: from 0 to 1, for the order alone.
        reasons: in words, the strongest first.
    """

    organization: Organization
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlikePerson:
    """A person who may be the same, and why."""

    person: Person
    score: float
    reasons: tuple[str, ...]


def alike_organizations(
    member: Member,
    *,
    name: str,
    street: str = "",
    city: str = "",
    state: str = "",
    phone: str = "",
    email: str = "",
    except_for: int | None = None,
) -> list[Alike]:
    """The organizations that *member* sees and that may be the one described, the likeliest first.

    Args:
        phone: as `directory.values` keeps it.
        except_for: the one that is being edited.
    """
    reached = _reached(member, [phone, email])
    rows = _organizations(member, name, city=city, reached=reached)
    streets = _streets(rows, street)
    found = []
    for row in rows:
        if row.pk == except_for:
            continue
        names = [row.name, *(other.name for other in row.other_names.all())]
        best = max(names, key=lambda each: likeness(name, each))
        alike = likeness(name, best)
        reasons = list(_name_reasons(row.name, best, alike))
        score = alike
        if row.pk in reached:
            reasons.append(_reached_words(reached[row.pk]))
            score += 0.45 if reached[row.pk] == ContactPoint.Kind.PHONE else 0.2
        if row.pk in streets:
            reasons.append(_("It is in the same street: %(street)s.") % {"street": streets[row.pk]})
            score += 0.3
        if city and row.city and row.city.casefold() == city.casefold():
            score += 0.1
            if reasons:
                reasons.append(_("Both are in %(city)s.") % {"city": row.city})
        elif state and row.state and row.state != state:
            score -= 0.15
            if reasons:
                reasons.append(_("This one is in %(state)s.") % {"state": row.state})
        if reasons and score >= _WORTH_SAYING:
            found.append(Alike(row, min(score, 1.0), tuple(reasons)))
    return sorted(found, key=lambda each: (-each.score, each.organization.name))[:_SHOWN]


def alike_people(
    member: Member,
    *,
    name: str,
    organization: Organization | None = None,
    phone: str = "",
    email: str = "",
) -> list[AlikePerson]:
    """The people whom *member* sees and who may be the one described, the likeliest first."""
    if len(name.strip()) < _SHORTEST:
        return []
    addresses = [each for each in (phone, email) if each]
    own = ContactPoint.objects.visible_to(member).filter(address__in=addresses or [""])
    by_number = dict(own.exclude(person=None).values_list("person_id", "kind"))
    first, last = name.split()[0][:_STEM], name.split()[-1][:_STEM]
    seen = Person.objects.visible_to(member).listed()
    candidates = {row.pk: row for row in seen.filter(pk__in=by_number)} if by_number else {}
    for text in dict.fromkeys([f"{first} {last}", name]):
        hits = search(member, text, noun=Noun.PERSON, limit=_MOST)
        candidates |= {hit.record.pk: cast(Person, hit.record) for hit in hits}
    rows = list(candidates.values())
    held = Post.objects.filter(person__in=rows).select_related("organization")
    posts: dict[int, list[Post]] = {}
    for post in held:
        posts.setdefault(post.person_id, []).append(post)
    found = []
    for row in rows:
        score = fuzz.token_sort_ratio(name.casefold(), row.name.casefold()) / 100
        if score < _NEARLY and row.pk not in by_number:
            continue
        reasons = [_("The name is the same.") if score == 1 else _("The name is nearly the same.")]
        if score < _NEARLY:
            reasons = []
        where = posts.get(row.pk, [])
        here = organization is not None and any(
            post.organization_id == organization.pk for post in where
        )
        if here:
            reasons.append(_("Has held a post there."))
        elif where:
            at = {"name": where[0].organization.name}
            reasons.append(_("Is known at %(name)s.") % at)
        if row.pk in by_number:
            reasons.append(_reached_words(by_number[row.pk]))
        # One mailbox is often for several people: it never stands alone.
        if score < _NEARLY and by_number[row.pk] == ContactPoint.Kind.EMAIL:
            continue
        found.append(AlikePerson(row, score + 0.2 * here, tuple(reasons)))
    return sorted(found, key=lambda each: (-each.score, each.person.name))[:_SHOWN]


def _organizations(
    member: Member, name: str, *, city: str, reached: dict[int, str]
) -> list[Organization]:
    """The candidates: who has the number, and whose names begin alike, in whatever order."""
    rows = Organization.objects.visible_to(member).listed().prefetch_related("other_names")
    found = {row.pk: row for row in rows.filter(pk__in=list(reached))} if reached else {}
    words = [word for word in normal_name(name).split() if len(word) >= _SHORTEST]
    if not words:
        return list(found.values())
    first, last = words[0][:_STEM], words[-1][:_STEM]
    # The beginnings of words, so that a slip of the finger behind them is found too.
    asked = dict.fromkeys([f"{first} {last}", f"{first} {city}".strip(), name.split()[0][:_STEM]])
    for text in asked:
        hits = search(member, text, noun=Noun.ORGANIZATION, limit=_MOST)
        found |= {hit.record.pk: cast(Organization, hit.record) for hit in hits}
    return list(found.values())


def _reached(member: Member, addresses: Iterable[str]) -> dict[int, str]:
    """Which organizations have one of these numbers, or a site or a person there has."""
    wanted = [address for address in addresses if address]
    if not wanted:
        return {}
    rows = ContactPoint.objects.visible_to(member).filter(address__in=wanted)
    return {
        point.organization_id or point.site.organization_id: point.kind  # type: ignore[union-attr]
        for point in rows.select_related("site")
        if point.person_id is None
    }


def _streets(rows: Iterable[Organization], street: str) -> dict[int, str]:
    """Of these organizations, those with a site in about the same street, and its address."""
    if len(street.strip()) < _SHORTEST:
        return {}
    sites = Site.objects.filter(organization__in=[row.pk for row in rows]).exclude(street="")
    return {
        site.organization_id: site.street
        for site in sites
        if fuzz.ratio(site.street.casefold(), street.strip().casefold()) >= _SAME_STREET
    }


def _name_reasons(shown: str, best: str, alike: float) -> Iterable[str]:
    if alike < _NEARLY:
        return
    if alike == 1.0:
        yield _("The name is the same, but for its spelling.")
    else:
        yield _("The name is nearly the same.")
    if best != shown:
        yield _("It is also called “%(name)s”.") % {"name": best}


def _reached_words(kind: str) -> str:
    if kind == ContactPoint.Kind.PHONE:
        return _("It has the same phone number.")
    return _("It has the same e-mail address, which may be shared.")
