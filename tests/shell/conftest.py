"""How the pages of the shell are handed to the browser, without a server."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

ORIGIN = "http://muster.test"
POLICY = "; ".join(
    f"{name} {' '.join(values)}"
    for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)


class Tab:
    """One tab, and what its console complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))

    def show(self, html: str) -> None:
        """Open *html* under the policy of the settings, with static files from their finders."""

        def answer(route: Any) -> None:
            path = route.request.url.removeprefix(ORIGIN)
            if path == "/":
                kind = {"Content-Type": "text/html; charset=utf-8"}
                route.fulfill(body=html, headers=kind | {"Content-Security-Policy": POLICY})
                return
            file = finders.find(path.removeprefix(settings.STATIC_URL))
            if file is None:
                self.complaints.append(f"{path} is linked and not there")
                route.fulfill(status=404)
                return
            kind_of_file = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(body=Path(file).read_bytes(), content_type=kind_of_file)

        self.page.route("**/*", answer)
        self.page.goto(f"{ORIGIN}/")


@pytest.fixture
def tab(browser: Any) -> Iterator[Tab]:
    page = browser.new_page()
    yield Tab(page)
    page.close()
