"""What all tests share: a browser, builds that are loaded, and members who look at them."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.browser import FLAGS, REQUIRED, find_chromium, violations, what_is_missing

if TYPE_CHECKING:  # the settings are not chosen yet when this is read
    from django.test import Client

    from muster.accounts.models import Member
    from muster.builds.models import Build
    from tests.tab import Tab

# The synchronous interface of Playwright keeps an event loop in this thread, and Django would
# refuse the database next to it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A slow machine fails no test. Where a change is judged, the same examples are drawn each time; at
# home they are drawn anew, and find more over the weeks.
settings.register_profile("muster", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("muster")

PACKETS = Path(__file__).resolve().parents[1] / "build_packets"
LOADED_AT = datetime(2026, 6, 1, 15, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="run the tests that ask a database, without those in a browser",
    )


def pytest_configure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")
    if REQUIRED and not is_worker and (missing := what_is_missing()):
        pytest.exit(f"BROWSER TESTS CANNOT RUN: {missing}", 4)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database-only"):
        kept, others = [], []
        for item in items:
            (kept if asks_database(item) and not is_in_browser(item) else others).append(item)
        config.hook.pytest_deselected(items=others)
        items[:] = kept
    if what_is_missing():
        for item in filter(is_in_browser, items):
            item.add_marker(pytest.mark.skip(reason="there is no browser"))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if not config.getoption("--database-only") and (missing := what_is_missing()):
        terminalreporter.write_line(f"BROWSER TESTS SKIPPED: {missing}", yellow=True)


def asks_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"}
    asked = fixtures & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def is_in_browser(item: pytest.Item) -> bool:
    return "playwright" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium, with every flag that any test starts it with."""
    return {"executable_path": find_chromium(), "args": FLAGS}


@pytest.fixture(scope="session")
def opened(browser: Any) -> "Iterator[Tab]":
    """The tab in which one page after the other is shown: a new one costs as much as a look."""
    from tests.tab import Tab

    page = browser.new_page()
    yield Tab(page)
    page.close()


@pytest.fixture
def tab(opened: "Tab") -> "Tab":
    """A tab in which nothing has been shown yet."""
    opened.begin_anew()
    return opened


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[tuple[str, list[str]]]]:
    """What axe finds on a page: `assert axe(page) == []`."""
    return violations


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of the tests' own for files, so that nobody's own is touched."""
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("home")
    below = {"CHART_CACHE": "charts", "STATIC_ROOT": "static"}
    with override_settings(HOME=folder, **{name: folder / word for name, word in below.items()}):
        yield folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of the tests, which refuses nothing to whoever empties it after a test.

    A test that commits is cleaned up by emptying every table, and the record of acts refuses that.
    """
    from django.db import connection

    from muster.core import append_only

    with django_db_blocker.unblock():
        append_only.let_go(connection)


@pytest.fixture(scope="session")
def live_server(live_server: Any) -> Any:
    """The server of the journeys; its threads may end a moment after it.

    A thread ends when the browser hangs up, and closes its database then. A database in memory is
    the tests' own, lent to these threads: they may still hold it when the server has stopped.
    """
    for lent in live_server.thread.connections_override.values():
        lent.inc_thread_sharing()
    return live_server


@pytest.fixture(autouse=True)
def nobody_has_asked_too_often() -> None:
    """Each test begins to count anew how often forms are sent."""
    from muster.core.limits import forget_all

    forget_all()


@cache
def packet(name: str) -> dict[str, bytes]:
    """The files of a packet that ships, read once."""
    from muster.packets.files import read_files

    return read_files(PACKETS / name)


def loaded(name: str) -> "Build":
    """The build of a packet that ships, loaded. It takes a fifth of a second."""
    from muster.packets.load import load_packet

    return load_packet(packet(name), by="tests", now=LOADED_AT).build


def put_there(name: str) -> "Build":
    """The same, in rows that stand as they were loaded once: it takes a tenth of the time."""
    from tests.stored import made_once

    return made_once(name, lambda: loaded(name))


@pytest.fixture
def gulfport(db: None) -> "Build":
    """Gulfport 2020, as its packet says it."""
    return put_there("ms-gulfport-2020")


@pytest.fixture
def sample(db: None) -> "Build":
    """The invented build of 2026, as its packet says it."""
    return put_there("sample-2026")


@pytest.fixture
def coordinator(gulfport: "Build") -> "Member":
    """Who runs Gulfport’s program."""
    from tests.people import join

    return join(gulfport.program, name="First Coordinator")


@pytest.fixture
def viewer(gulfport: "Build") -> "Member":
    """Who may read what Gulfport’s program has published, and nothing else."""
    from tests.people import join

    return join(gulfport.program, name="First Viewer", role="viewer")


@pytest.fixture
def sample_coordinator(sample: "Build") -> "Member":
    """Who runs the program of the invented build."""
    from tests.people import join

    return join(sample.program, name="Second Coordinator")


@pytest.fixture
def signed_in(client: "Client", coordinator: "Member") -> "Client":
    """A client in which Gulfport’s coordinator has signed in."""
    client.force_login(coordinator.user)
    return client
