"""A program with two who run it, a build, and whoever else a test asks for."""

import re
from html import unescape

import pytest
from django.core.cache import cache

from muster.accounts.models import Member
from muster.builds.models import Build, Host
from muster.core.models import Program
from tests import rows
from tests.people import join


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    """Attempts are counted in the cache, which tests share."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def larch(db: None) -> Program:
    return rows.program()


@pytest.fixture
def larkhaven(larch: Program) -> Build:
    return rows.build(larch, state="MS")


@pytest.fixture
def dana(larch: Program) -> Member:
    """Who runs the program."""
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def priya(larch: Program) -> Member:
    """The other who does."""
    return join(larch, name="Priya Nandakumar")


@pytest.fixture
def wes(larkhaven: Build) -> Member:
    """A host of the build."""
    host = join(larkhaven.program, name="Wes Calloway", role="host")
    Host.objects.create(member=host, build=larkhaven)
    return host


@pytest.fixture
def desk(client, dana: Member):
    """A client in which Dana has signed in."""
    client.force_login(dana.user)
    return client


def told(answer) -> list[str]:
    """What a page says has been done, or not."""
    return [str(message) for message in answer.context["messages"]]


def errors(answer) -> list[str]:
    """What the summary of a form says is wrong."""
    summary = re.search(r"data-error-summary>(.*?)</div>", answer.content.decode(), re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", summary[1]) if summary else []
    return [unescape(re.sub(r"<[^>]*>", "", line)) for line in lines]


def links(letter) -> list[str]:
    """The ways that a letter leads, without the host."""
    return re.findall(r"https?://[^/\s]+(/\S*)", letter.body)
