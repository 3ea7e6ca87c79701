"""The report as one HTML file: the public page with its styles and its font inside.

It is made of the public page's own templates. It carries no script and asks for nothing, so that it
reads the same from a stick, in a mail, and in ten years.
"""

import base64
import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from muster.reports.edition import Edition
from muster.reports.render.glyphs import each_text, legible
from muster.reports.render.phrases import Snapshot

SHEETS = ("base", "frame", "components", "figures", "public", "print")


def render_html(snapshot: Snapshot, edition: Edition, *, language: str = "en") -> str:
    """The report as one HTML file that stands alone."""
    with override(language):
        return render_to_string(
            "reports/public/public.html",
            {
                "report": each_text(snapshot, legible),
                "edition": edition,
                "standalone": True,
                "frame": "reports/file_base.html",
                "styles": _styles(),
                "files": [],
                "versions": [],
            },
        )


@lru_cache(maxsize=1)
def _styles() -> SafeString:
    """The sheets of the public page, one after the other, with the font that they name inside."""
    sheets = "\n".join(_static(f"shell/css/{name}.css").read_text() for name in SHEETS)
    # Our own files, without a "</style" in them: a test reads them.
    return mark_safe(re.sub(r'url\("\.\./([^"]+)"\)', _inside, sheets))  # noqa: S308


def _inside(link: re.Match[str]) -> str:
    """What a sheet links to, as data."""
    font = base64.b64encode(_static(f"shell/{link[1]}").read_bytes()).decode()
    return f'url("data:font/woff2;base64,{font}")'


def _static(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found)
