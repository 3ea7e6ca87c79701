"""The catalogs of what Muster says in other languages.

The `.po` files under `muster/locale` are the source. What is read at run time (`.mo`) is compiled
from them at set-up, with polib, because not every machine has gettext's own compiler.

    python -m muster.shell.catalogs compile
"""

import os
import subprocess
import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_catalogs(locale: Path = LOCALE) -> list[Path]:
    """Write the `.mo` of each `.po` under *locale* that is newer, and return those written.

    Entries marked fuzzy are guesses and stay out.
    """
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        polib.pofile(str(source)).save_as_mofile(str(target))
        written.append(target)
    return written


def collect(locale: Path = LOCALE) -> None:
    """Bring the `.po` files to the strings that code and templates hold now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muster.settings")
    from django.conf import settings  # noqa: PLC0415 (compiling needs no settings)

    other = [code for code, _name in settings.LANGUAGES if code != "en"]
    words = ["makemessages", "--add-location", "file", "--no-wrap"]
    words += [word for code in other for word in ("--locale", code)]
    subprocess.run(  # noqa: S603 (our own command, with languages of the settings)
        [sys.executable, "-m", "django", *words],
        cwd=locale.parent,
        check=True,
    )


def main(words: list[str]) -> int:
    """Do what the one word on the command line says."""
    if words == ["compile"]:
        compile_catalogs()
        return 0
    if words == ["collect"]:
        collect()
        return 0
    sys.stderr.write("usage: python -m muster.shell.catalogs compile|collect\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
