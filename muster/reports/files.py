"""A report as a file: which kinds there are, what they are called, how each is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muster.reports.edition import Edition
from muster.reports.snapshot import canonical

Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file."""

    ending: str
    media: str
    label: str | Promise
    render: Callable[[Snapshot, Edition, str], bytes]


def _pdf(snapshot: Snapshot, edition: Edition, language: str) -> bytes:
    from muster.reports.render.pdf import render_pdf  # noqa: PLC0415 - slow import

    return render_pdf(snapshot, edition, language=language)


def _docx(snapshot: Snapshot, edition: Edition, language: str) -> bytes:
    from muster.reports.render.word import render_docx  # noqa: PLC0415 - slow import

    return render_docx(snapshot, edition, language=language)


def _text(snapshot: Snapshot, edition: Edition, language: str) -> bytes:
    from muster.reports.render.text import render_text  # noqa: PLC0415 - slow import

    return render_text(snapshot, edition, language=language).encode()


def _html(snapshot: Snapshot, edition: Edition, language: str) -> bytes:
    from muster.reports.render.web import render_html  # noqa: PLC0415 - slow import

    return render_html(snapshot, edition, language=language).encode()


def _json(snapshot: Snapshot, edition: Edition, language: str) -> bytes:
    return canonical(snapshot).encode()


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    kind.ending: kind
    for kind in (
        Kind("pdf", "application/pdf", _("PDF"), _pdf),
        Kind("docx", _WORD, _("Word"), _docx),
        Kind("txt", "text/plain; charset=utf-8", _("Plain text"), _text),
        Kind("html", "text/html; charset=utf-8", _("One web page"), _html),
        Kind("json", "application/json", _("JSON, with the hash"), _json),
    )
}


def file_name(snapshot: Snapshot, edition: Edition, kind: Kind, language: str) -> str:
    """What the file is called: letters, digits and hyphens, on every system.

    >>> from muster.reports.edition import Edition
    >>> pdf = KINDS["pdf"]
    >>> file_name({"build": {"key": "ms-gulfport-2020"}, "language": "en"}, Edition(2), pdf, "en")
    'report-ms-gulfport-2020-v2.pdf'
    """
    parts = ["report", snapshot["build"]["key"]]
    parts.append("draft" if edition.version is None else f"v{edition.version}")
    if language != snapshot["language"] and kind.ending != "json":
        parts.append(language)
    return f"{'-'.join(parts)}.{kind.ending}"
