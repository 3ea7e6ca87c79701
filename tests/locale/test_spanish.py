"""A report in Spanish: every word of ours, on the page and in each file that is made of it."""

import html
import re
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pypdf
import pytest
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import override

from muster.evidence.thresholds import Thresholds, Withheld, withheld_words
from muster.reports.edition import Edition
from muster.reports.render import phrases, phrases_after, phrases_figures
from muster.reports.render.pdf import render_pdf
from muster.reports.render.retell import retold
from muster.reports.render.text import render_text
from muster.reports.render.web import render_html
from muster.reports.render.word import render_docx
from tests.locale.latin import CHANGED, everything, in_latin
from tests.locale.strings import MUSTER, PUBLIC, strings_of
from tests.reports.render.reports import DRAFT, WITHDRAWN, contradicting
from tests.shell.snapshots import bare, figure, full

Report = dict[str, Any]


def words_of(page: str) -> str:
    """What a page says, to the eye and to the ear."""
    body = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    said = re.findall(r'\b(?:aria-label|alt|data-said|title|description" content)="([^"]*)"', body)
    return " ".join(html.unescape(" ".join([re.sub(r"<[^>]+>", " ", body), *said])).split())


def public_page(report: Report, edition: Edition, language: str) -> str:
    with override(language):
        context = {
            "report": report,
            "edition": edition,
            "files": [("PDF", "report.pdf")],
            "versions": [{"version": 2, "frozen_on": "2026-05-02", "href": ""}],
            "address": "/r/lorem/",
        }
        return words_of(render_to_string("reports/public/public.html", context))


def pdf(report: Report, edition: Edition, language: str) -> str:
    read = pypdf.PdfReader(BytesIO(render_pdf(report, edition, language=language)))
    about = [read.metadata.title or "", read.metadata.subject or ""]
    return " ".join(" ".join([*about, *(sheet.extract_text() for sheet in read.pages)]).split())


def word(report: Report, edition: Edition, language: str) -> str:
    with ZipFile(BytesIO(render_docx(report, edition, language=language))) as file:
        parts = [name for name in file.namelist() if name.endswith(".xml")]
        xml = "".join(file.read(name).decode() for name in parts if "styles" not in name)
    said = re.findall(r'\bdescr="([^"]*)"', xml)
    told = re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:tab/>|<w:br/>", " ", xml))
    return " ".join(html.unescape(" ".join([told, *said])).split())


def text(report: Report, edition: Edition, language: str) -> str:
    return " ".join(render_text(report, edition, language=language).split())


def one_file(report: Report, edition: Edition, language: str) -> str:
    return words_of(render_html(report, edition, language=language))


RENDERERS = [public_page, one_file, pdf, word, text]


def english_in(told: str, catalog: Any) -> list[str]:
    """The sentences of the public's sources that stand in *told* as they were written."""
    same = {entry.msgid for entry in catalog if entry.msgid == entry.msgstr}
    return [
        sentence
        for sentence, pattern in patterns().items()
        if sentence not in same and pattern.search(told)
    ]


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """What each sentence that the public may read looks like when it is filled."""
    marked = {string for path in PUBLIC for string in strings_of(path)}
    sentences = sorted({s for _c, one, many in marked for s in (one, many) if s})
    found = {}
    for sentence in sentences:
        pieces = re.split(r"%\(\w+\)[sd]", " ".join(sentence.split()).replace("%%", "%"))
        if re.search(r"\w", "".join(pieces)):
            filled = r".{1,60}?".join(re.escape(piece) for piece in pieces)
            found[sentence] = re.compile(rf"(?<!\w){filled}(?!\w)")
    return found


@pytest.mark.parametrize("render", RENDERERS)
def test_a_full_report_holds_no_english_of_ours(render, catalog):
    in_english = english_in(render(everything(), CHANGED, "en"), catalog)
    in_spanish = english_in(render(everything(), CHANGED, "es"), catalog)

    assert len(in_english) > 100
    assert in_spanish == []


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize(
    ("report", "edition"),
    [(bare(), DRAFT), (bare(), WITHDRAWN), (contradicting(), DRAFT)],
    ids=["draft of little", "withdrawn", "contradicting"],
)
def test_a_report_of_little_holds_no_english_of_ours(render, report, edition, catalog):
    report = in_latin(report)

    assert len(english_in(render(report, edition, "en"), catalog)) > 15
    assert english_in(render(report, edition, "es"), catalog) == []


@pytest.mark.parametrize("render", RENDERERS)
def test_the_words_of_the_program_stay_as_they_were_written(render):
    told = render(full(), CHANGED, "es")

    for words in (
        "Bring everybody who can help into one room.",
        "I had the number of the front desk. Now I have the officer’s.",
        "trained 112 of its 140 drivers.",
        "Closing loopholes to traffickers",
    ):
        assert words in told


@pytest.mark.parametrize("render", RENDERERS)
def test_spanish_that_no_person_has_checked_says_so(render):
    words = "Ninguna persona que hable español ha revisado todavía estas palabras en español."
    checked = full()
    checked["guidance"]["spanish_checked"] = True

    assert render(full(), CHANGED, "es").count(words) == 1
    assert render(checked, CHANGED, "es").count(words) == 0


@pytest.mark.parametrize("render", RENDERERS)
def test_whom_to_call_is_said_in_spanish_once(render):
    told = render(full(), CHANGED, "es")

    assert told.count("En peligro ahora") == 1
    assert told.count("In danger now") == 0
    # Nobody has said this one in Spanish: it stands as the state says it.
    assert told.count("The state’s line") == 1


@pytest.mark.parametrize("render", RENDERERS)
def test_days_and_numbers_are_written_as_they_are_here(render):
    told = render(full(), CHANGED, "es")

    assert "12 de marzo de 2026" in told
    assert "18 de mayo de 2026" in told
    assert "81.2–96.8%" in told
    assert not re.search(r"\b(?:January|February|March|April|May|June)\b", told)


def test_a_day_and_large_numbers():
    with override("es"):
        assert phrases.day_words("2020-01-16") == "16 de enero de 2020"
        assert phrases.day_words("2021-12-01") == "1 de diciembre de 2021"
        assert number_format(61.7, 1) == "61.7"
        assert number_format(2413, force_grouping=True) == "2,413"


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "No consta que haya venido nadie."),
        (1, "Vino una persona."),
        (2, "Vinieron 2 personas."),
        (1_000_000, "Vinieron 1000000 de personas."),
    ],
)
def test_people_are_counted_in_three_forms(count, told):
    with override("es"):
        assert phrases_figures.came_sentences(bare(participants=count)) == [told]


@pytest.mark.parametrize(
    ("stages", "told"),
    [
        ([], "Todavía no se ha comunicado nada."),
        (["done"], "Se comunicó un resultado: uno hecho. Nadie independiente los ha comprobado."),
        (
            ["done", "done", "pledged"],
            "Se comunicaron tres resultados: dos hechos y uno prometido."
            " Nadie independiente los ha comprobado.",
        ),
    ],
)
def test_outcomes_agree_with_their_number(stages, told):
    outcomes = [{"stage": stage, "substantiated": False} for stage in stages]

    with override("es"):
        assert phrases_after.outcomes_told(outcomes) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["Ana"], "Ana"),
        (["Ana", "Luis"], "Ana y Luis"),
        (["Ana", "Luis", "Inés"], "Ana, Luis e Inés"),
        (["Ana", "Higinio"], "Ana e Higinio"),
        (["agua", "hielo"], "agua y hielo"),
        (["Ohio", "Iowa"], "Ohio y Iowa"),
    ],
)
def test_and_sounds_right_before_an_i(words, told):
    with override("es"):
        assert phrases.listed(words) == told


def test_the_count_of_a_basis_can_be_bold_in_spanish():
    answered = figure("next_steps", 54, 61, [61, 65], [75, 90])
    everyone = figure("next_steps", 70, 72, [70, 70], [97, 97])
    counted = figure("response_rate", 61, 72, [], [], kind="response_rate")

    with override("es"):
        assert phrases_figures.basis(full(), answered) == (
            "54 de 61",
            "que respondieron, de 72 en la sala. De 61 a 65 de las 72 si el silencio fue al azar;"
            " 75–90% piense lo que piense el resto.",
        )
        assert phrases_figures.basis(full(), everyone) == (
            "70 de las 72",
            "personas en la sala. Todas respondieron.",
        )
        assert phrases_figures.basis(full(), counted) == (
            "61 de las 72",
            "personas en la sala. Es un conteo: no tiene intervalo.",
        )


@pytest.mark.parametrize("withheld", Withheld)
def test_why_a_number_is_not_shown_is_retold(withheld):
    frozen = withheld_words(withheld, Thresholds())

    with override("es"):
        assert retold(frozen, "en").startswith("No se muestra: ")


def test_sentences_that_stand_together_are_retold_with_their_days():
    frozen = (
        "What is counted, and how, was fixed on May 1, 2026, before the build opened. What came of"
        " it was asked from June 2, 2026 to July 31, 2026."
    )

    with override("es"):
        assert retold(frozen, "en") == (
            "Qué se cuenta, y cómo, se fijó el 1 de mayo de 2026, antes de que se abriera el"
            " encuentro. Del 2 de junio de 2026 al 31 de julio de 2026 se preguntó qué resultó de"
            " él."
        )


def test_what_a_program_froze_in_spanish_is_retold_in_english():
    with override("es"):
        frozen = retold("Nothing was asked or counted.", "en")

    assert frozen == "No se preguntó ni se contó nada."
    with override("en"):
        assert retold(frozen, "es") == "Nothing was asked or counted."


@pytest.mark.parametrize(
    "words",
    [
        "",
        "We asked, and counted.",
        "Nothing was asked or counted. We shall ask.",
        "They said: Nothing was asked or counted.",
        "What is counted, and how, was fixed on a day in May, before the build.",
    ],
)
def test_what_somebody_else_wrote_is_not_retold(words):
    with override("es"):
        assert retold(words, "en") == ""


@pytest.mark.django_db
def test_the_list_of_reports_is_read_in_spanish(client, sample, catalog):
    address = f"{reverse('public-reports')}?lang="

    in_english, in_spanish = (words_of(client.get(address + to).text) for to in ("en", "es"))

    assert "Version 1, published May 2, 2026" in in_english
    assert "Versión 1, publicada el 2 de mayo de 2026" in in_spanish
    assert len(english_in(in_english, catalog)) > 3
    assert english_in(in_spanish, catalog) == []


ERRORS = sorted(path.name for path in (MUSTER / "shell" / "templates").glob("*.html"))


@pytest.mark.parametrize("name", ERRORS)
def test_what_goes_wrong_is_told_in_spanish(name, catalog):
    def told(language: str) -> str:
        with override(language):
            return get_template(name).render()

    assert '<html lang="es">' in told("es")
    assert len(english_in(words_of(told("en")), catalog)) > 2
    assert english_in(words_of(told("es")), catalog) == []


@pytest.mark.django_db
def test_a_browser_from_mexico_is_answered_in_spanish(client):
    response = client.get("/r/nothing-here/", headers={"accept-language": "es-MX"})

    assert response.status_code == 404
    assert "Esta página no existe" in response.text
