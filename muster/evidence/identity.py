"""Whether a sentence gives somebody away who has not agreed to it.

A name is not needed for that: a title, a division and a company point at one person, and so does
"two tips from three casinos" to whoever works there. What is looked for:

* `email`, `phone`: an address or a number that is not public;
* `role`: an organization, a division of it and a title in one sentence;
* `small_group`: fewer people, places or organizations than the threshold, or fewer tips and cases;
* `person_name`, `organization_name`: a known name without consent.

All of it is red and may be overridden with a reason, because only a person knows if it matters.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from muster.evidence.finding import Finding, Level, found
from muster.evidence.groups import small_groups
from muster.evidence.roles import NamedOrganization, Naming, namings, telling_roles
from muster.evidence.spans import Span, is_within, overlaps
from muster.evidence.thresholds import Thresholds
from muster.evidence.wording import Gettext, as_written

__all__ = ["KnownNames", "NamedOrganization", "NamedPerson", "check_identity"]


# Between a first and a last name a middle name or initial may stand.
_MIDDLE = r"\s+(?:(?-i:[A-Z])[\w’'-]*\.?\s+){0,2}"


@dataclass(frozen=True)  # without slots: its name is compiled when it is first looked for
class NamedPerson:
    """A person by the full name that a text might use, and whether that person agreed to it."""

    name: str
    consents: bool = False

    def spans_in(self, text: str) -> list[Span]:
        """Where *text* has the full name; a single word only as it is written, in its case."""
        last, pattern = self._pattern
        if pattern is None or last not in text.casefold():
            return []
        return [match.span() for match in pattern.finditer(text)]

    @cached_property
    def _pattern(self) -> tuple[str, re.Pattern[str] | None]:
        """The last name, which a text is looked through for first, and the whole one."""
        words = [
            re.escape(word.replace("’", "'")).replace("'", "['’]") for word in self.name.split()
        ]
        if not words:
            return "", None
        last = max(re.findall(r"\w+", self.name.split()[-1]), key=len, default="").casefold()
        if len(words) == 1:
            return last, re.compile(rf"(?<!\w){words[0]}(?!\w)")
        first, family = r"\s+".join(words[:-1]), words[-1]
        either = rf"{first}{_MIDDLE}{family}|{family},\s+{first}"
        return last, re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The people and organizations that the program knows; no others are recognized by name.

    Attributes:
        sites: names of their places, for whoever must tell a number in a name from a count.
    """

    people: Sequence[NamedPerson] = ()
    organizations: Sequence[NamedOrganization] = ()
    sites: Sequence[str] = ()


def check_identity(
    text: str,
    *,
    place: str,
    known: KnownNames,
    thresholds: Thresholds,
    published_elsewhere: bool = False,
    public_numbers: Sequence[str] = (),
    gettext: Gettext = as_written,
) -> list[Finding]:
    """Everything in *text* that could point at a person, in the order of the text.

    Args:
        published_elsewhere: the text stands in public already. The findings are the same; their
            suggestion names that as a reason for letting them stand.
        public_numbers: hotlines and other numbers that are meant to be printed, however spaced.
    """
    named = namings(text, known.organizations)
    flags = [
        *_emails(text, gettext),
        *_phones(text, public_numbers, gettext),
        *_roles(text, named, gettext),
        *_groups(text, thresholds, gettext),
        *_people(text, known.people, gettext),
        *_organizations(named, gettext),
    ]
    remark = ""
    if published_elsewhere:
        remark = gettext(
            "It was published before: whoever lets it stand gives where as the reason."
        )
    return sorted(
        (
            found(
                text,
                flag.span,
                check=flag.check,
                level=Level.BLOCK,
                place=place,
                reason=flag.reason,
                suggestion=" ".join(part for part in (flag.suggestion, remark) if part),
            )
            for flag in flags
        ),
        key=lambda finding: (finding.start, finding.end, finding.check),
    )


@dataclass(frozen=True, slots=True)
class _Flag:
    """One place that could point at a person."""

    check: str
    span: Span
    reason: str
    suggestion: str


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_SEP = r"[\s.‐‑–-]"
_EXTENSION = r"(?:,?\s*(?:ext\.?|extension|x)\s*\d{1,6}\b)?"
_PHONE = re.compile(
    r"(?<![\w.-])(?:"
    # +52 81 5550 0142, +1 228 555 0142
    rf"\+\d{{1,3}}(?:{_SEP}?\(?\d{{1,4}}\)?){{2,5}}"
    # (228) 555-0142, 1-228-555-0142, and 1-888-3737-888 as hotlines group it
    rf"|(?:1{_SEP})?(?:\(\d{{3}}\)\s?|\d{{3}}{_SEP})(?:\d{{3}}{_SEP}\d{{4}}|\d{{4}}{_SEP}\d{{3}})"
    # 2285550142
    r"|1?[2-9]\d{9}"
    # 555-0142
    r"|\d{3}[‐‑–-]\d{4}"
    rf")(?![\d-]|\.\d){_EXTENSION}",
    re.IGNORECASE,
)


def _emails(text: str, gettext: Gettext) -> Iterable[_Flag]:
    for match in _EMAIL.finditer(text):
        yield _Flag(
            check="email",
            span=match.span(),
            reason=gettext("An e-mail address reaches one person."),
            suggestion=gettext("Leave the address out, or name a public page."),
        )


def _phones(text: str, public_numbers: Sequence[str], gettext: Gettext) -> Iterable[_Flag]:
    public = {_dialed(number) for number in public_numbers}
    emails = [match.span() for match in _EMAIL.finditer(text)]
    for match in _PHONE.finditer(text):
        if _dialed(match.group()) not in public and not overlaps(match.span(), emails):
            yield _Flag(
                check="phone",
                span=match.span(),
                reason=gettext("A phone number that is not among the public ones."),
                suggestion=gettext("Leave the number out, or name a public line."),
            )


def _dialed(number: str) -> str:
    """The digits of *number* as they are dialed in the United States, without the leading 1."""
    digits = "".join(character for character in number if character.isdecimal())
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


def _roles(text: str, named: Sequence[Naming], gettext: Gettext) -> Iterable[_Flag]:
    for role in telling_roles(text, named):
        yield _Flag(
            check="role",
            span=role.span,
            reason=gettext(
                "A title, a division and an organization together (“%(title)s”, “%(division)s”,"
                " “%(organization)s”) can point at one person."
            )
            % {
                "title": role.title,
                "division": role.division,
                "organization": role.organization,
            },
            suggestion=gettext("Say less: “%(general)s …”.") % {"general": role.general},
        )


def _groups(text: str, thresholds: Thresholds, gettext: Gettext) -> Iterable[_Flag]:
    for group in small_groups(text, thresholds):
        if group.of_cases:
            reason = gettext(
                "Fewer than %(least)s tips or cases: only the number that the agency released in"
                " writing may be printed."
            )
        else:
            reason = gettext("A group of fewer than %(least)s can be told apart by who knows it.")
        yield _Flag(
            check="small_group",
            span=group.span,
            reason=reason % {"least": group.least},
            suggestion=gettext("Leave the number out: “%(general)s”.") % {"general": group.general},
        )


def _people(text: str, people: Sequence[NamedPerson], gettext: Gettext) -> Iterable[_Flag]:
    found = [(span, person.consents) for person in people for span in person.spans_in(text)]
    agreed = [span for span, consents in found if consents]
    for span, consents in found:
        # Somebody of the same name may have agreed.
        if not consents and not is_within(span, agreed):
            yield _Flag(
                check="person_name",
                span=span,
                reason=gettext("This person has not agreed to be named."),
                suggestion=gettext("Leave the name out, or ask and record the consent."),
            )


def _organizations(named: Sequence[Naming], gettext: Gettext) -> Iterable[_Flag]:
    agreed = [span for span, organization in named if organization.may_name]
    for span, organization in named:
        # A name within a longer one that agreed is that one's: "Acme" in "Acme Trucking School".
        if not organization.may_name and not is_within(span, agreed):
            yield _Flag(
                check="organization_name",
                span=span,
                reason=gettext("This organization has not agreed to be named."),
                suggestion=gettext("Say “%(general)s”, or ask and record the consent.")
                % {"general": organization.in_general},
            )
