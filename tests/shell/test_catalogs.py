"""Catalogs of translations: compiled without gettext's own tools, guesses left out."""

import gettext
import os

import pytest

from muster.shell.catalogs import compile_catalogs, main

SPANISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;\\n"

msgid "Sign in"
msgstr "Iniciar sesión"

#, fuzzy
msgid "Sign out"
msgstr "Iniciar sesión"

msgid "%(count)d person"
msgid_plural "%(count)d people"
msgstr[0] "%(count)d persona"
msgstr[1] "%(count)d de personas"
msgstr[2] "%(count)d personas"
"""


@pytest.fixture
def locale(tmp_path):
    source = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SPANISH, encoding="utf-8")
    return tmp_path


def test_a_catalog_is_compiled_with_its_plurals_and_without_guesses(locale):
    written = compile_catalogs(locale)

    spanish = gettext.translation("django", locale, ["es"])
    assert written == [locale / "es" / "LC_MESSAGES" / "django.mo"]
    assert spanish.gettext("Sign in") == "Iniciar sesión"
    assert spanish.gettext("Sign out") == "Sign out"
    forms = [spanish.ngettext("%(count)d person", "", count) % {"count": count} for count in (1, 2)]
    assert forms == ["1 persona", "2 personas"]


def test_only_what_is_newer_is_compiled(locale):
    source = locale / "es" / "LC_MESSAGES" / "django.po"

    assert len(compile_catalogs(locale)) == 1
    assert compile_catalogs(locale) == []

    later = source.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert len(compile_catalogs(locale)) == 1


def test_another_word_is_answered_with_those_that_there_are(capsys):
    assert main(["translate"]) == 2
    assert capsys.readouterr().err.endswith("catalogs compile|collect\n")
