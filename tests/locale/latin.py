"""Reports whose program writes Latin: any English in them is ours. All invented."""

from typing import Any

from muster.reports.edition import Difference, Edition
from tests.reports.render.reports import with_pairs

# Where a program's own words stand in a snapshot, or those of an attendee or of a source.
OWN = {
    "about_words", "city", "component", "counted", "framework", "heading", "label", "lead",
    "mission", "name", "note", "place", "prints_as", "question", "questionnaire", "quotes_note",
    "reason", "reported_words", "says", "sector", "sentences", "source", "state_name", "strong",
    "substantiated_by", "summary", "summary_note", "tagline", "text", "there", "to", "what",
    "when", "when_es", "who", "who_es", "withheld", "words",
}  # fmt: skip


def in_latin(value: Any, field: str = "") -> Any:
    """*value* with Latin in every place where the program writes."""
    if isinstance(value, dict):
        return {name: in_latin(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [in_latin(part, field) for part in value]
    if isinstance(value, str) and value and field in OWN:
        return "Lorem ipsum dolor"
    return value


def everything() -> dict[str, Any]:
    """A report with every part, and with every sentence of ours that a snapshot may freeze."""
    report = in_latin(with_pairs())
    figures, goals = report["figures"], report["goals"]
    figures[3]["withheld"] = "Not shown: fewer than 10 people answered."
    figures[1]["origin"] = "mixed"
    goals[2]["sentences"] = ["Nothing was asked or counted."]
    goals[4]["sentences"] = ["Asked; no answer can be told yet."]
    report["room"] |= {"note": "Sectors with fewer than 5 people stand under “Other sectors”."}
    report["room"]["rows"][2]["sector"] = "Other sectors"
    report["room"]["rows"][1] |= {"sector_es": "Lorem"}
    report["summary_note"] = "The program’s own words, as it published them."
    report["history"]["reported_figures"][0] |= {"words": "", "about": "Lorem"}
    report["adoptions"] += [
        report["adoptions"][0] | {"stage": stage, "scope": "in law"}
        for stage in ("none", "asked", "promised", "partial", "in_force", "lapsed", "n_a")
    ]
    report["adoptions"][0]["scope"] = "in practice"
    report["methods"].append(
        {
            "heading": "What was fixed when",
            "text": "What is counted, and how, was fixed on May 1, 2026, before the build opened."
            " What came of it was asked from June 2, 2026 to July 31, 2026.",
            "strong": "",
        }
    )
    report["overrides"] = [
        {"what": "A job title with a division and an organization", "reason": "Lorem"}
    ]
    report["withdrawals"][0]["words"] = "A quote was withdrawn by its writer (Lorem)."
    report["outcomes"][3]["introductions"] = [{"to": "Lorem", "stage": "met"}]
    report["outcomes"][3]["introductions_more"] = 2
    report["outcomes"][4]["introductions_more"] = 1
    report["build"] |= {"aliases": ["Lorem"], "venue": "Lorem"}
    return report


CHANGED = Edition(
    version=2,
    state="published",
    differences=(
        Difference("People in the room", "71", "72", "Revised"),
        Difference("Goal S4", "Lorem", "Ipsum", "Revised"),
        Difference("Lorem", "", "Ipsum", "New"),
        Difference("Whom to call", "Lorem", "", "Taken out"),
    ),
)
