"""Reports to set: everything at once, next to nothing, and what nobody expects. All invented."""

from datetime import date
from typing import Any

from muster.reports.edition import Difference, Edition
from tests.shell.snapshots import bare, figure, full, quote

PUBLISHED = Edition(
    version=2,
    state="published",
    frozen_on=date(2026, 5, 2),
    differences=(Difference("Know next steps", "88%", "89%", "Revised"),),
)
DRAFT = Edition()
WITHDRAWN = Edition(version=1, state="withdrawn", frozen_on=date(2026, 5, 2))

ARABIC = "كان مفيداً جداً، شكراً لكم"
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen" * 4


def with_pairs() -> dict[str, Any]:
    """Everything, and a question that was asked of before and of now."""
    report = full()
    report["figures"].append(
        figure(
            "would_say_victim_after", 52, 61, [58, 65], [72, 88], kind="pair_after", headline=False
        )
    )
    return report


def contradicting() -> dict[str, Any]:
    """More answers than people: no percentage, and the reader is told."""
    sentence = (
        "51 answers are held and 50 people were in the room; this contradiction is printed as"
        " it is."
    )
    nothing = {"percent": None, "people": None, "bounds": None, "contradiction": sentence}
    return bare(
        participants=50,
        figures=[
            figure("response_rate", 51, 50, [], [], N=50, kind="response_rate") | nothing,
            figure("next_steps", 40, 51, [], [], N=50) | nothing,
        ],
    )


def unexpected() -> dict[str, Any]:
    """Emoji, Arabic, characters without a glyph, endless words, and 400 people."""
    report = full()
    for told in report["figures"]:
        if not told["withheld"]:
            told |= {"N": 400, "n": 400 if told["kind"] == "response_rate" else told["n"]}
    strange = f"{ARABIC} 🙏 क्षमा \u0007 \u202ereversed {LONG_WORD}"
    report["participants"] = 400
    report["quotes"].append(quote("q9", strange, language="ar", prints_as=strange, big=True))
    report["outcomes"][0] |= {"lead": LONG_WORD, "text": strange}
    report["goals"][0]["sentences"].append(strange)
    report["partners"][2]["name"] = LONG_WORD
    report["build"]["place"] = LONG_WORD
    report["room"]["rows"][0]["sector"] = strange
    report["history"]["reported_figures"][0]["words"] = strange * 12
    report["quotes"][0]["text"] = "A sentence that does not end, " * 120
    return report


def spanish() -> dict[str, Any]:
    """A report whose figures and goals have their Spanish words."""
    report = full()
    report["figures"][1] |= {
        "label_es": "Saben qué pasos dar",
        "says_es": "saben qué pasos dar a continuación",
    }
    report["goals"][0]["text_es"] = "La meta S1, en palabras del programa."
    return report
