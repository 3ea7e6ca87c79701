"""Finding anything: things first, then what can be done. Only what the member may see and do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.accounts.models import Member
from muster.accounts.rights import Right, may
from muster.builds.models import Build
from muster.builds.words import when
from muster.core.places import county_words, state_name
from muster.directory.by_number import as_kept, who_is_at
from muster.directory.findable.texts import plain, terms_of
from muster.directory.listing.page import Piece, pieces_of
from muster.directory.models import ContactPoint, Organization, Person, Post, Site
from muster.directory.search import Hit, Noun, did_you_mean, search
from muster.directory.values import shown_phone

# With this first, only what can be done is looked through.
ACTS_ONLY = ">"


@dataclass(frozen=True, slots=True)
class Option:
    """One line: where it leads, its words, and a smaller line below."""

    href: str
    pieces: tuple[Piece, ...]
    sub_pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind; *more* leads to all of them, where there may be more."""

    key: str
    words: str
    options: tuple[Option, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found; *meant* is what it perhaps meant, where it found no thing."""

    groups: tuple[Group, ...]
    meant: str

    @property
    def count(self) -> int:
        """How many lines there are."""
        return sum(len(group.options) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done, or a page to go to; whoever has one of the rights may."""

    words: Any
    page: str
    rights: tuple[Right, ...]


_NOUNS = (
    (Noun.ORGANIZATION, gettext_lazy("Organizations"), "organizations", 5),
    (Noun.PERSON, gettext_lazy("People"), "people", 4),
    (Noun.SITE, gettext_lazy("Sites"), "sites", 3),
)
_BUILDS = 3
_NUMBERS = 6
_PAGES = {Organization: "organization", Person: "person", Site: "site"}
ACTS = (
    Act(gettext_lazy("Import a file"), "new-import", (Right.IMPORT_FILES,)),
    Act(gettext_lazy("Add an organization"), "new-organization", (Right.EDIT_DIRECTORY,)),
    Act(gettext_lazy("Add a person"), "new-person", (Right.EDIT_DIRECTORY,)),
    Act(gettext_lazy("Invite a member"), "members", (Right.MANAGE_MEMBERS,)),
    Act(gettext_lazy("Who may answer at a place"), "answering", (Right.SEE_DIRECTORY,)),
    Act(gettext_lazy("Go to the organizations"), "organizations", (Right.SEE_DIRECTORY,)),
    Act(gettext_lazy("Go to the sites"), "sites", (Right.SEE_DIRECTORY,)),
    Act(gettext_lazy("Go to the people"), "people", (Right.SEE_DIRECTORY,)),
    Act(gettext_lazy("Go to the imports"), "imports", (Right.IMPORT_FILES,)),
    Act(gettext_lazy("Go to the possible duplicates"), "pairs", (Right.MERGE_RECORDS,)),
    Act(gettext_lazy("Go to the builds"), "builds", (Right.SEE_BUILDS,)),
    Act(gettext_lazy("Go to the reports"), "published-reports", (Right.SEE_PUBLISHED,)),
    Act(gettext_lazy("Go to the program"), "program", (Right.SEE_BUILDS,)),
    Act(gettext_lazy("Go to the record of acts"), "audit", (Right.SEE_AUDIT,)),
    Act(gettext_lazy("Go to your account"), "account", (Right.SEE_PUBLISHED,)),
    Act(gettext_lazy("Go to Today"), "today", (Right.SEE_PUBLISHED,)),
)


def find(member: Member, text: str, *, today: date) -> Found:
    """What *member* finds for *text*: things that they see, then acts that they may do."""
    typed = text.strip()
    acts_only = typed.startswith(ACTS_ONLY)
    asked = typed.removeprefix(ACTS_ONLY).strip()
    number = "" if acts_only else as_kept(asked)
    looked = [] if acts_only or not asked else _things(member, asked, number, today)
    things = [group for group in looked if group.options]
    acts = tuple(_acts(member, asked, adds=not acts_only and not number))
    meant = ""
    if asked and not things and not acts_only:
        meant = did_you_mean(member, asked, noun=Noun.ORGANIZATION) or did_you_mean(
            member, asked, noun=Noun.PERSON
        )
    doing = [Group("acts", _("Do something"), acts)] if acts else []
    return Found((*things, *doing), meant)


def _things(member: Member, text: str, number: str, today: date) -> Iterator[Group]:
    terms = terms_of(text)
    reached = tuple(map(_of_number, who_is_at(member, number, most=_NUMBERS)))
    yield Group("numbers", _("Who is reached there"), reached)
    for noun, words, page, most in _NOUNS:
        hits = search(member, text, noun=noun, limit=most + 1)
        shown = hits[:most]
        posts = _posts(member, shown, today) if noun is Noun.PERSON else {}
        more = f"{reverse(page)}?{urlencode({'q': text})}" if len(hits) > most else ""
        options = tuple(_option(hit, terms, posts) for hit in shown)
        yield Group(page, str(words), options, more)
    builds = Build.objects.visible_to(member).prefetch_related("aliases")
    for term in terms:
        named = Q(name__icontains=term) | Q(city__icontains=term) | Q(aliases__name__icontains=term)
        builds = builds.filter(named)
    found = builds.distinct()[:_BUILDS]
    yield Group("builds", _("Builds"), tuple(_of_build(build, terms) for build in found))


def _option(hit: Hit, terms: Sequence[str], posts: dict[int, Post]) -> Option:
    record = hit.record
    if isinstance(record, Organization):
        why = f"{hit.why.get_kind_display()} “{hit.why.name}”" if hit.why else ""
        sub = why or _joined(record.sector, _place(record))
        page = "organization"
    elif isinstance(record, Site):
        sub, page = _joined(record.organization, _place(record)), "site"
    else:
        post = posts.get(record.pk)
        sub = (
            ", ".join(part for part in (post.title, post.organization.name) if part) if post else ""
        )
        page = "person"
    if getattr(record, "ended_on", None):
        sub = _joined(_("ended"), sub)
    return Option(
        reverse(page, args=[record.key]),
        pieces_of(record.name, terms),
        sub_pieces=pieces_of(sub, terms if hit.why else []),
    )


def _of_number(point: ContactPoint) -> Option:
    whose = cast("Organization | Person | Site", point.person or point.site or point.organization)
    page = _PAGES[type(whose)]
    status = "" if point.status == ContactPoint.Status.OK else point.get_status_display()
    sub = _joined(shown_phone(point.address), point.label, status)
    return Option(
        reverse(page, args=[whose.key]), pieces_of(whose.name, []), sub_pieces=pieces_of(sub, [])
    )


def _of_build(build: Build, terms: Sequence[str]) -> Option:
    sub = _joined(when(build), build.get_status_display())
    return Option(
        build.get_absolute_url(), pieces_of(build.name, terms), sub_pieces=pieces_of(sub, [])
    )


def _posts(member: Member, hits: Sequence[Hit], today: date) -> dict[int, Post]:
    """The first post that each person holds."""
    people = [hit.record.pk for hit in hits if isinstance(hit.record, Person)]
    held = Post.objects.visible_to(member).held_on(today).filter(person__in=people)
    found: dict[int, Post] = {}
    for post in held.select_related("organization").order_by("pk"):
        found.setdefault(post.person_id, post)
    return found


def _acts(member: Member, text: str, *, adds: bool) -> Iterator[Option]:
    words = plain(text).split()
    for act in ACTS:
        said = str(act.words)
        own = plain(said).split()
        fits = all(any(word.startswith(term) for word in own) for term in words)
        if fits and any(may(member, right) for right in act.rights):
            yield Option(reverse(act.page), pieces_of(said, words))
    if adds and words and may(member, Right.EDIT_DIRECTORY):
        said = _("Add “%(name)s” as a new organization") % {"name": text}
        yield Option(
            f"{reverse('new-organization')}?{urlencode({'name': text})}", pieces_of(said, [])
        )


def _place(record: Organization | Site) -> str:
    county = county_words(record.county, record.state)
    wider = county or (state_name(record.state) if record.state else "")
    state = record.state if county else ""
    return ", ".join(part for part in (record.city, wider, state) if part)


def _joined(*parts: Any) -> str:
    return " · ".join(capfirst(str(part)) if at == 0 else str(part) for at, part in
                      enumerate(part for part in parts if part))  # fmt: skip
