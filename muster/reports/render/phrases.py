"""The sentences that every rendering of a report shares: web page, PDF, Word and plain text.

In come pieces of the snapshot (plain dictionaries); out come words in the active language, with no
markup in them. What the program itself wrote is never put together here. Words about figures stand
in `muster.reports.render.phrases_figures`, those about outcomes, adoption, the room and history in
`muster.reports.render.phrases_after`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from muster.reports.edition import Edition
from muster.reports.render.glyphs import one_line
from muster.reports.render.retell import retold

Snapshot = Mapping[str, Any]
Row = Mapping[str, Any]

# Spanish has another "and" before these words, and not before "hielo" or "Iowa".
_SOUNDS_LIKE_I = re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that the program or an attendee wrote, and the language that they are in."""

    text: str
    lang: str

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.text)


def reader_language() -> str:
    """The language that the reader has chosen, without its region: "en"."""
    return (get_language() or "en").split("-")[0]


def own(report: Snapshot, row: Row, field: str) -> Words:
    """What the program wrote in *field*, in the reader's language where the program has it so."""
    language = reader_language()
    if translated := row.get(f"{field}_{language}"):
        return Words(one_line(str(translated)), language)
    return in_own_words(report, str(row.get(field) or ""))


def in_own_words(report: Snapshot, text: str) -> Words:
    """*text* as the program wrote it, on one line."""
    return Words(one_line(text), own_language(report))


def frozen(report: Snapshot, text: str) -> Words:
    """*text* of the snapshot: a sentence of ours in the reader's language, else as it stands."""
    language = own_language(report)
    if language != reader_language() and (said := retold(text, language)):
        return in_reader_words(said)
    return in_own_words(report, text)


def in_reader_words(text: str) -> Words:
    """*text* of ours, which is in the reader's language."""
    return Words(text, reader_language())


def own_language(report: Snapshot) -> str:
    """The language in which the program writes its reports."""
    return str(report.get("language") or "en").split("-")[0]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that somebody typed: an empty line stands between two."""
    blocks = "\n".join(line.strip() for line in text.splitlines()).split("\n\n")
    return [one_line(block) for block in blocks if block.strip()]


def day_words(day: date | str | None) -> str:
    """A day as people write it: "January 16, 2020"; where it is not known, that is said."""
    if not day:
        return _("on an unknown day")
    return formats.date_format(date.fromisoformat(str(day)), "DATE_FORMAT")


def number_words(count: int) -> str:
    """A small number as a word, as running text has it; from thirteen on in digits."""
    words = [
        _("none"),
        pgettext("number", "one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
        _("eleven"),
        _("twelve"),
        _("thirteen"),
    ]
    return words[count] if count < len(words) else str(count)


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    both = _("%(most)s and %(last)s")
    if _SOUNDS_LIKE_I.match(words[-1]):
        both = pgettext("before a word that sounds like i", "%(most)s and %(last)s")
    return both % {"most": ", ".join(words[:-1]), "last": words[-1]}


def capitalized(words: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return str(capfirst(words))


# The sign and the foot of each page


def exit_tab(report: Snapshot) -> str:
    """The tab of the guide sign: the state, and which build of it this was."""
    build = report["build"]
    ordinal = build.get("ordinal")
    if not ordinal:
        return str(build["state_name"])
    return f"{build['state_name']} · {ordinal_words(ordinal)}"


def ordinal_words(ordinal: int) -> str:
    """Which build of a state this was: "third build"."""
    words = {
        1: _("first build"),
        2: _("second build"),
        3: _("third build"),
        4: _("fourth build"),
        5: _("fifth build"),
        6: _("sixth build"),
        7: _("seventh build"),
        8: _("eighth build"),
        9: _("ninth build"),
    }
    return words.get(ordinal) or _("build number %(number)d") % {"number": ordinal}


def with_hosts(report: Snapshot) -> str:
    """Who held the build together with the program: "with Larkhaven Carriers Association"."""
    program = str(report["program"]["name"])
    names = [
        str(partner["name"])
        for partner in report["partners"]
        if partner["part"] == "host" and partner["name"] and not program.startswith(partner["name"])
    ]
    return _("with %(names)s") % {"names": listed(names)} if names else ""


def title(report: Snapshot) -> Words:
    """What the report is called."""
    return frozen(report, report["build"]["title"])


def report_title(report: Snapshot) -> str:
    """The title of the document: place, day, and what it is."""
    build = report["build"]
    where = [build["place"], day_words(build["date"])] if build["date"] else [build["place"]]
    return f"{', '.join(where)}: {title(report).text}"


def edition_short(edition: Edition) -> str:
    """Which version this is, for the foot of a page: "Version 1", or "Draft"."""
    if edition.version is None:
        return _("Draft")
    words = {
        "published": _("Version %(version)d"),
        "withdrawn": _("Version %(version)d (withdrawn)"),
    }
    draft = _("Version %(version)d (draft)")
    return words.get(edition.state, draft) % {"version": edition.version}


def edition_words(edition: Edition) -> str:
    """Which version this is and when it was frozen, or that it is a draft."""
    if edition.version is None:
        return _("Draft")
    if edition.frozen_on is None:
        return _("Version %(version)d") % {"version": edition.version}
    return _("Version %(version)d, frozen %(day)s") % {
        "version": edition.version,
        "day": day_words(edition.frozen_on),
    }


def standing(edition: Edition) -> tuple[str, str] | None:
    """What a reader has to know before the first sentence: a draft, or withdrawn; word and reason.

    Returns:
        None for a report that stands.
    """
    if edition.state == "withdrawn":
        return _("Withdrawn"), _(
            "The program has withdrawn this report. It stays readable so that what was said of it"
            " can be checked; do not quote it."
        )
    if edition.version is None:
        return _("Draft"), _(
            "Nobody has signed this report yet. Every number and sentence may still change; do not"
            " quote it."
        )
    if edition.state != "published":
        return _("Draft"), _(
            "This version is frozen and waits for its sign-off. Do not quote it before it is"
            " published."
        )
    return None


def tagline(report: Snapshot) -> Words:
    """The line beside the title on the sign."""
    return own(report, report["build"], "tagline")


def day_or_unknown(report: Snapshot) -> str:
    """The day of the build as the sign has it."""
    day = report["build"]["date"]
    return day_words(day) if day else _("Day not recorded")


def page_foot(report: Snapshot, edition: Edition) -> str:
    """The line at the foot of every page: build, version and the two ends of the hash."""
    build = report["build"]
    place = f"{build['city']}, {build['state']}" if build["state"] else str(build["city"])
    told = [place, day_words(build["date"]) if build["date"] else "", edition_short(edition)]
    return " · ".join([*filter(None, told), short_hash(report["hash"])])


def sample_words(report: Snapshot) -> str:
    """That everything in this report is invented, where it is."""
    return _("Sample: everything here is invented.") if report["build"].get("sample") else ""


def sponsors_title(report: Snapshot) -> str:
    """Whom the sign at the back thanks; nothing when nobody gave anything."""
    if partners_of(report, "primary_sponsor"):
        return _("Thank you to our primary sponsor")
    if partners_of(report, "sponsor", "supporter"):
        return _("Thank you to our sponsors")
    return ""


def partners_of(report: Snapshot, *parts: str) -> list[Row]:
    """The partners who took one of *parts*, in the order of the parts."""
    return [row for part in parts for row in report["partners"] if row["part"] == part]


def colophon(report: Snapshot, edition: Edition) -> list[tuple[str, str]]:
    """What the report says of itself, on its last page: a name and what stands for it."""
    build = report["build"]
    told = [
        (_("Build"), str(build["key"])),
        (_("Also called"), listed([str(alias) for alias in build.get("aliases") or []])),
        (_("Venue"), str(build.get("venue") or "")),
        (_("Version"), edition_words(edition)),
        (_("Source"), str(build.get("source") or "")),
        (_("SHA-256"), in_eights(report["hash"])),
    ]
    return [(name, words) for name, words in told if words]


def how_to_check() -> str:
    """How a reader can see that nothing was changed."""
    return _(
        "Every number and every sentence here can be walked back to the rows it came from. Whoever"
        " removes “hash” from the JSON of this report can compute its SHA-256 again: if it differs,"
        " this is not that report."
    )


def let_through(report: Snapshot, override: Row) -> str:
    """What a check stopped at, in the reader's language, and why it was let through."""
    return f"{frozen(report, override['what']).text}: {override['reason']}"


def changes_told(edition: Edition, report: Snapshot) -> str:
    """What stands first under “What has changed”."""
    if edition.version is None:
        return _(
            "This is a draft. What changes after it is signed will be listed here, with its day and"
            " its reason."
        )
    if edition.differences:
        return _("Since the version before:")
    if report["withdrawals"]:
        return _(
            "This is version %(version)d. What was withdrawn is listed below; nothing else has"
            " changed since it was frozen. A later change makes a new version; it will be listed"
            " here, and both versions stay readable."
        ) % {"version": edition.version}
    return _(
        "This is version %(version)d, and nothing has changed since it was frozen. A later change"
        " makes a new version; it will be listed here, and both versions stay readable."
    ) % {"version": edition.version}


def in_eights(digest: str) -> str:
    """A hash in groups of eight, so that an eye can compare it."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def short_hash(digest: str) -> str:
    """The two ends of a hash, for the foot of a page: "ea4b…cf0a"."""
    return f"{digest[:4]}…{digest[-4:]}" if len(digest) > 9 else digest


# Goals


def status_words(status: str) -> str:
    """Where a goal stands: "Shown", "Not measured", "No result yet"."""
    words = {
        "shown": _("Shown"),
        "not_measured": _("Not measured"),
        "no_result": _("No result yet"),
    }
    return words.get(status, status)


def horizon_words(horizon: str) -> str:
    """What a group of goals is called."""
    return _("Short-term goals") if horizon == "short" else _("Long-term goals")


def goals_shown(report: Snapshot) -> str:
    """How many goals have evidence: "What can be shown: 8 of 13 goals"."""
    goals = report["goals"]
    shown = sum(goal["status"] == "shown" for goal in goals)
    return ngettext(
        "What can be shown: %(shown)d of %(count)d goal",
        "What can be shown: %(shown)d of %(count)d goals",
        len(goals),
    ) % {"shown": shown, "count": len(goals)}


def goals_lede(report: Snapshot) -> list[tuple[str, str]]:
    """What the statuses of goals mean: pairs of a word that may be bold, and what follows it."""
    count = len(report["goals"])
    all_of_them = ngettext(
        "The one goal stands here in the program’s own words.",
        "All %(count)s goals stand here in the program’s own numbering and words.",
        count,
    )
    told = [
        ("", all_of_them % {"count": number_words(count)}),
        (_("Shown"), _("says that there is evidence, not that the goal is reached.")),
        (_("Not measured"), _("says that nothing was asked or counted.")),
    ]
    if any(goal["status"] == "no_result" for goal in report["goals"]):
        told.append((_("No result yet"), _("says that it was asked, and no answer is in.")))
    return told


def and_the_room(report: Snapshot) -> str:
    """The heading that thanks everybody who came: "And the 67"."""
    people = report["participants"]
    return ngettext("And the one", "And the %(count)d", people) % {"count": people}
