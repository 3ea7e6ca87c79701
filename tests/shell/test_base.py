"""What stands on every page: where one is, who one is, and the way out."""

import re

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.test import Client, override_settings

from tests.shell.members import SAMPLE, TAT, asked_by, member_of

pytestmark = pytest.mark.urls("tests.shell.urls")


def page(request: HttpRequest) -> str:
    return render_to_string("shell/base.html", request=request)


def bar_links(html: str) -> list[str]:
    return re.findall(r'<li><a href="([^"]*)"', html.split("</nav>")[0].split("<main")[0])


def test_a_coordinator_finds_builds_and_a_viewer_finds_reports_alone():
    coordinator = page(asked_by(member_of(TAT), see_builds=True))
    viewer = page(asked_by(member_of(TAT, "viewer")))

    assert bar_links(coordinator) == ["/", "/builds/", "/reports/", "/program/"]
    assert bar_links(viewer) == ["/reports/"]


def test_who_may_see_the_directory_finds_it_and_the_box_that_finds_anybody():
    member = page(asked_by(member_of(TAT), see_directory=True))
    viewer = page(asked_by(member_of(TAT, "viewer")))

    assert bar_links(member) == ["/directory/organizations/", "/reports/"]
    assert [html.count('action="/find/"') for html in (member, viewer)] == [2, 0]


def test_only_who_has_two_programs_may_switch():
    both = page(asked_by(member_of(TAT), member_of(SAMPLE)))
    one = page(asked_by(member_of(TAT)))

    assert re.findall(r'name="program" value="(\w+)"', both) == ["sample"]
    assert re.findall(r'name="program" value="(\w+)"', one) == []


def test_signing_out_is_a_form_that_is_posted():
    html = page(asked_by(member_of(TAT)))

    assert re.findall(r'<form method="(\w+)" action="([^"]*)"', html) == [
        ("post", "/accounts/logout/")
    ]
    assert html.count('name="csrfmiddlewaretoken"') == 1


def test_invented_data_says_so_on_every_page():
    words = "Sample: everything here is invented."

    assert page(asked_by(member_of(SAMPLE))).count(words) == 1
    assert page(asked_by(member_of(TAT))).count(words) == 0


def test_who_is_not_signed_in_sees_no_bar_of_links():
    assert bar_links(page(asked_by(None))) == []


def test_what_just_happened_is_told_in_its_tone():
    request = asked_by(member_of(TAT))
    request._messages = CookieStorage(request)
    messages.success(request, "Kept.")
    messages.error(request, "Not kept.")

    html = page(request)

    assert re.findall(r'<li class="(note[^"]*)">([^<]*)</li>', html) == [
        ("note", "Kept."),
        ("note harm", "Not kept."),
    ]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_an_error_page_needs_no_request(name):
    html = get_template(f"{name}.html").render()

    assert html.count("<h1>") == 1
    assert html.count('href="/"') >= 1


def test_the_page_of_a_broken_server_asks_no_manifest_for_its_sheets(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        get_template("404.html").render()

    html = get_template("500.html").render()

    assert re.findall(r'stylesheet" href="([^"]*)"', html) == [
        "/static/shell/css/base.css",
        "/static/shell/css/frame.css",
        "/static/shell/css/components.css",
    ]


@override_settings(ROOT_URLCONF="tests.shell.urls")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/login/", "Sign in"),
        ("/accounts/password/reset/", "Choose a new password"),
        ("/accounts/password/reset/done/", "The letter is on its way"),
        ("/accounts/inactive/", "This account is closed"),
    ],
)
def test_the_way_in_wears_our_clothes(path, heading):
    html = Client().get(path).content.decode()

    assert re.findall(r"<h1>([^<]*)</h1>", html) == [heading]
    assert html.count('<body class="entrance">') == 1
