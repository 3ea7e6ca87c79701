"""The components of a page: `{% load muster %}`.

A tag draws what it is given and asks nothing of the database. Each renders one template of
`shell/parts/`, so that the markup is read and changed there.
"""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from muster.shell import bars, counts, days, squares

register = template.Library()
# A moment is told as the day that it fell on where the program is at home.
register.filter("day_words", days.day_words, expects_localtime=True)
register.filter("weekday_words", days.weekday_words, expects_localtime=True)
register.filter(counts.counted)

Context = dict[str, Any]

KINDS = {
    "done": "is-done",
    "in_progress": "is-progress",
    "pledged": "is-pledged",
    "interest": "is-interest",
    "count_only": "is-count",
}
LEVELS = {"block": "late", "warn": "due", "note": "open", "fine": ""}
STATUSES = {"shown": "", "not_measured": "open", "no_result": "due"}


@register.inclusion_tag("shell/parts/letters.html")
def where_letters_go() -> Context:
    """Says where to look for a letter, while no mail server is set: in the terminal."""
    return {"in_terminal": settings.EMAIL_BACKEND.endswith(".console.EmailBackend")}


@register.inclusion_tag("shell/parts/squares.html", name="squares")
def agreed_squares(k: int | None, n: int | None, N: int | None) -> Context:
    """One square per person of *N*: *k* agreed, *n* − *k* did not, the rest were silent.

    Draws nothing for a figure that is withheld (no counts), for nobody, and for over 400 people.
    """
    if k is None or n is None or N is None:
        return {"drawn": None}
    told = [
        ngettext("%(count)d person agreed", "%(count)d people agreed", k) % {"count": k},
        ngettext("%(count)d did not", "%(count)d did not", n - k) % {"count": n - k},
        ngettext("%(count)d did not answer", "%(count)d did not answer", N - n) % {"count": N - n},
    ]
    return {"drawn": squares.draw(k, n, N), "label": _squares_label(N, told)}


@register.inclusion_tag("shell/parts/squares.html")
def squares_count(k: int | None, N: int | None) -> Context:
    """One square per person of *N*: *k* answered the survey, the rest did not."""
    if k is None or N is None:
        return {"drawn": None}
    told = [
        ngettext("%(count)d person answered", "%(count)d people answered", k) % {"count": k},
        ngettext("%(count)d did not", "%(count)d did not", N - k) % {"count": N - k},
    ]
    return {"drawn": squares.draw(k, k, N), "label": _squares_label(N, told)}


@register.inclusion_tag("shell/parts/squares.html")
def squares_room(N: int | None) -> Context:
    """One full square for each of the *N* people in the room."""
    if N is None:
        return {"drawn": None}
    label = ngettext(
        "%(count)d square, for the one person in the room",
        "%(count)d squares, one for each person in the room",
        N,
    )
    return {"drawn": squares.draw(N, N, N), "label": label % {"count": N}}


def _squares_label(people: int, told: list[str]) -> str:
    how_many = ngettext("%(count)d square", "%(count)d squares", people) % {"count": people}
    return f"{how_many}: {', '.join(told)}"


@register.inclusion_tag("shell/parts/key.html")
def key(agreed: str = "", silent: str = "") -> Context:
    """What the three squares mean; *agreed* and *silent* put a page's own words in their place."""
    return {
        "agreed": agreed or _("agreed"),
        "did_not": _("did not"),
        "silent": silent or _("silent: did not answer"),
    }


@register.inclusion_tag("shell/parts/key_square.html")
def key_square(answer: str) -> Context:
    """One small square for a legend or a tally: "yes", "no" or "silent"."""
    return {"answer": answer}


@register.inclusion_tag("shell/parts/kind.html")
def kind(stage: str) -> Context:
    """How far an outcome came, as a shape and a word, so that a pledge never looks done."""
    words = {
        "done": _("Done"),
        "in_progress": _("In progress"),
        "pledged": _("Pledged"),
        "interest": _("Interest"),
        "count_only": _("Count only"),
    }
    return {"word": words[stage], "shape": KINDS[stage]}


@register.inclusion_tag("shell/parts/code.html")
def code(goal_code: str, shown: bool = True, href: str = "") -> Context:
    """The tile that names a goal; hollow when the goal is not *shown*; a link with *href*."""
    return {"code": goal_code, "shown": shown, "href": href}


@register.inclusion_tag("shell/parts/tag.html")
def level(value: str) -> Context:
    """What a check says: "block", "warn", "note" or "fine"."""
    words = {
        "block": _("Blocks"),
        "warn": _("Look at it"),
        "note": pgettext("level of a check", "Note"),
        "fine": _("Fine"),
    }
    return {"word": words[value], "tone": LEVELS[value]}


@register.inclusion_tag("shell/parts/tag.html")
def goal_status(value: str) -> Context:
    """Where a goal stands: "shown", "not_measured" or "no_result"."""
    words = {
        "shown": _("Shown"),
        "not_measured": _("Not measured"),
        "no_result": _("No result yet"),
    }
    return {"word": words[value], "tone": STATUSES[value]}


@register.inclusion_tag("shell/parts/share_bar.html")
def share_bar(value: float, most: float) -> Context:
    """A bar that *most* would fill."""
    return {"share": bars.share(value, most)}


@register.inclusion_tag("shell/parts/came_bar.html")
def came_bar(came: int, asked: int, most: int) -> Context:
    """Who came of those asked; *most* is the longest row of the table."""
    return {"asked": bars.share(asked, most), "came": bars.share(came, asked)}


@register.inclusion_tag("shell/parts/balance_bar.html")
def balance_bar(chosen: float, of_all: float) -> Context:
    """Two percents on one track: the bar is what was chosen, the line what there is."""
    return {"chosen": bars.share(chosen, 100), "of_all": bars.share(of_all, 100)}


@register.inclusion_tag("shell/parts/range_bar.html")
def range_bar(low: float, high: float, floor: int = 0, sure: bool = False) -> Context:
    """From *low* to *high* percent; hollow when it is *sure* but says little; a dot when equal."""
    return {
        "reach": bars.stretch(low, high, floor),
        "is_point": low == high,
        "sure": sure,
        "marks": [bars.share(mark - floor, 100 - floor) for mark in bars.marks(floor)],
    }


@register.inclusion_tag("shell/parts/range_scale.html")
def range_scale(floor: int = 0) -> Context:
    """The numbers over a column of range bars that begin at *floor*."""
    return {"marks": bars.marks(floor)}


@register.simple_tag
def range_floor(*lows: float | None) -> int:
    """Where the scale of these ranges begins: 50 when nothing lies below it, else 0."""
    return bars.scale_floor(min((low for low in lows if low is not None), default=0))


@register.inclusion_tag("shell/parts/road.html")
def road(mileposts: Any) -> Context:
    """The road of a build: objects with `label`, `state` (done, now, ahead), `href`, `note`."""
    words = {"done": _("Done"), "now": _("Now"), "ahead": _("Ahead")}
    return {"posts": [{"post": post, "word": words[post.state]} for post in mileposts]}


@register.inclusion_tag("shell/parts/crumbs.html")
def crumbs(*trail: str) -> Context:
    """The way here: address and words in turn, and at the end the words for this page alone."""
    *links, here = trail
    return {"links": list(zip(links[::2], links[1::2], strict=True)), "here": here}


@register.inclusion_tag("shell/parts/nav_link.html", takes_context=True)
def nav_link(context: template.Context, url_name: str, words: str, above: str = "") -> Context:
    """A link of the bar that says when the reader is on its page, or below it, or below *above*."""
    href = reverse(url_name)
    path = context["request"].path
    below = href != "/" and path.startswith(above or href)
    return {"href": href, "words": words, "current": _current(path == href, below)}


def _current(here: bool, below: bool) -> str:
    if here:
        return "page"
    return "true" if below else ""
