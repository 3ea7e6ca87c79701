"""A browser of its own for the pages of the shell, and how they are handed to it."""

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
PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser"]


@pytest.fixture(scope="session")
def chromium(playwright: Any) -> Iterator[Any]:
    found = next((place for place in PLACES if Path(place).exists()), None)
    if found is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
    yield browser
    browser.close()


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
def tab(chromium: Any) -> Iterator[Tab]:
    page = chromium.new_page()
    yield Tab(page)
    page.close()
