"""The Spanish catalog: whole where the public reads, and every entry as its sentence is built."""

import re
from collections import Counter

import pytest

from muster.reports.render import retell
from tests.locale.strings import MUSTER, PUBLIC, strings_of

# What a program fills in, or a browser reads: it stands in a translation as in the sentence.
FILLED = re.compile(r"%\(\w+\)[sd]|%%|\{\w+:[^}]*\}|</?\w+[^>]*>")

# What a difference puts together with the program's own words.
PARTS = {
    "Shown", "No result yet", "Not measured", "Done", "In progress", "Pledged",
    "Interest", "Count only", "Not yet", "Asked", "Meeting", "Promised", "Partial", "In force",
    "Lapsed", "Not applicable", "Checked %(day)s.",
}  # fmt: skip


def filled(sentence: str) -> Counter[str]:
    return Counter(FILLED.findall(sentence))


def said(catalog) -> dict[tuple[str, str], list[str]]:
    """What the catalog says for each string, a text or its three plural forms."""
    return {
        (entry.msgctxt or "", entry.msgid): list(entry.msgstr_plural.values()) or [entry.msgstr]
        for entry in catalog
        if not entry.obsolete
    }


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(MUSTER)))
def test_what_the_public_reads_has_its_spanish(catalog, path):
    words = said(catalog)

    without = [
        (context, sentence)
        for context, sentence, _plural in sorted(strings_of(path))
        if not all(words.get((context, sentence), [""]))
    ]

    # `make messages` brings new sentences into the catalog; their Spanish is written there.
    assert without == []


def test_the_sources_are_read_as_gettext_reads_them(catalog):
    known = {(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "") for entry in catalog}

    phrases = strings_of(MUSTER / "reports" / "render" / "phrases.py")
    page = strings_of(MUSTER / "shell" / "templates" / "shell" / "parts" / "error_summary.html")

    assert len(phrases) > 50
    assert ("number", "one", "") in phrases
    assert page == {
        (
            "",
            "One thing to put right. What you wrote is kept.",
            "%(n)s things to put right. What you wrote is kept.",
        )
    }
    assert phrases | page <= known


def test_no_entry_is_a_guess_or_left_from_yesterday(catalog):
    assert [entry.msgid for entry in catalog.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalog.obsolete_entries()] == []


def test_spanish_has_three_plural_forms(catalog):
    assert catalog.metadata["Plural-Forms"].startswith("nplurals=3;")
    forms = {
        entry.msgid: [bool(form) for _number, form in sorted(entry.msgstr_plural.items())]
        for entry in catalog
        if entry.msgid_plural and any(entry.msgstr_plural.values())
    }

    assert len(forms) > 20
    assert {sentence: said for sentence, said in forms.items() if said != [True] * 3} == {}


def test_a_translation_is_filled_as_its_sentence_is(catalog):
    differ = {}
    for entry in catalog.translated_entries():
        if entry.msgid_plural:
            # For one alone, the number may stand as a word of the sentence, or not at all.
            one, *many = [form for _number, form in sorted(entry.msgstr_plural.items())]
            others = [filled(form) for form in many]
            is_right = others == [filled(entry.msgid_plural)] * 2 and filled(one) <= others[0]
        else:
            is_right = filled(entry.msgstr) == filled(entry.msgid)
        if not is_right:
            differ[entry.msgid] = entry.msgstr or entry.msgstr_plural

    assert differ == {}


def test_a_translation_can_be_filled(catalog):
    """A lone percent sign in a sentence with places would break the page that prints it."""
    broken = [
        text
        for entry in catalog.translated_entries()
        if "python-format" in entry.flags
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if "%" in re.sub(r"%\(\w+\)[sd]|%%", "", text)
    ]

    assert broken == []


def test_a_translation_ends_as_its_sentence_does(catalog):
    """A full stop too many, or one that is missing, shows where sentences are put together."""
    ends = {
        entry.msgid: entry.msgstr
        for entry in catalog.translated_entries()
        if entry.msgstr and (entry.msgid[-1] in ".:") != (entry.msgstr[-1] in ".:")
    }

    assert ends == {}


def test_nobody_is_called_tu(catalog):
    """The reader is “usted”."""
    familiar = re.compile(r"\b(tú|tu|tus|te|puedes|quieres|tienes|debes|vosotros|vuestr\w+)\b")

    told = [text for texts in said(catalog).values() for text in texts]

    assert [text for text in told if familiar.search(text.casefold())] == []


def test_what_is_retold_stands_where_a_snapshot_is_made_too():
    elsewhere = set()
    nouns = [*(MUSTER / "builds" / "models").glob("*.py"), MUSTER / "states" / "models.py"]
    for path in [*PUBLIC, *nouns]:
        if path.name != "retell.py":
            elsewhere |= {sentence for _context, sentence, _plural in strings_of(path)}

    assert [sentence for sentence in retell.SENTENCES if sentence not in elsewhere] == []


@pytest.mark.parametrize(
    "name",
    [
        "evidence/thresholds.py",
        "reports/differences.py",
        "reports/ledger.py",
        "reports/overrides.py",
        "reports/snapshot.py",
        "reports/snapshot_figures.py",
        "reports/snapshot_words.py",
        "reports/withdrawal.py",
    ],
)
def test_every_sentence_of_ours_that_a_snapshot_freezes_can_be_retold(name):
    frozen = {sentence for _context, sentence, _plural in strings_of(MUSTER / name)}

    assert frozen
    assert sorted(frozen - PARTS - set(retell.SENTENCES)) == []
