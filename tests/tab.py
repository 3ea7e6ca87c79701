"""How pages are handed to the browser without a server, under the policy of the settings."""

import mimetypes
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders

ORIGIN = "http://muster.test"
POLICY = "; ".join(
    f"{name} {' '.join(values)}"
    for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
AS_OPENED = {"width": 1280, "height": 720}


class Tab:
    """One tab, and what its console complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.html = ""
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.route("**/*", self._answer)

    def show(self, html: str) -> None:
        """Open *html* under the policy of the settings, with static files from their finders."""
        self.html = html
        self.page.goto(f"{ORIGIN}/")

    def begin_anew(self) -> None:
        """Forget all that a test has shown and set, so that the next finds a tab just opened."""
        if self.page.url.startswith(ORIGIN):
            self.page.evaluate("localStorage.clear()")
            self.page.goto("about:blank")
        self.page.context.clear_cookies()
        self.page.set_viewport_size(AS_OPENED)
        self.page.emulate_media(media="null")
        self.complaints.clear()

    def _answer(self, route: Any) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if path == "/":
            kind = {"Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=self.html, headers=kind | {"Content-Security-Policy": POLICY})
            return
        file = finders.find(path.removeprefix(settings.STATIC_URL))
        if file is None:
            self.complaints.append(f"{path} is linked and not there")
            route.fulfill(status=404)
            return
        kind_of_file = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(body=Path(file).read_bytes(), content_type=kind_of_file)
