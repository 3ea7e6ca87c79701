"""The keys of a list of decisions: each does what a button does, and none while one is writing."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

from tests.shell.members import TAT, asked_by, member_of

pytestmark = pytest.mark.urls("tests.shell.urls")

QUOTES = """
<details data-keys-help><summary>Keys</summary>
  <label><input type="checkbox" data-keys-switch> Keys are on</label></details>
<ol data-keys>
  <li data-keys-item tabindex="-1" id="q1">
    <label><input type="radio" name="q1" value="show" data-key="s" disabled> Show</label>
    <label><input type="radio" name="q1" value="hide" data-key="h"> Hide</label>
    <label>Why <input type="text" data-key="w"></label></li>
  <li data-keys-item tabindex="-1" id="q2">
    <label><input type="radio" name="q2" value="show" data-key="s"> Show</label>
    <label><input type="radio" name="q2" value="hide" data-key="h"> Hide</label>
    <label>Why <input type="text" data-key="w"></label></li>
</ol>
<script type="module" src="/static/shell/js/keys.js"></script>
"""


@pytest.fixture
def desk(tab: Any) -> Any:
    html = render_to_string("shell/base.html", request=asked_by(member_of(TAT)))
    tab.show(html.replace("</main>", f"{QUOTES}</main>"))
    return tab.page


def chosen(desk: Any) -> list[str]:
    return desk.evaluate(
        "[...document.querySelectorAll(':checked[type=radio]')].map(i => i.name + i.value)"
    )


def test_j_and_k_move_and_letters_choose(desk):
    desk.keyboard.press("h")
    desk.keyboard.press("j")
    desk.keyboard.press("s")

    assert chosen(desk) == ["q1hide", "q2show"]
    expect(desk.locator("#q2")).to_have_attribute("aria-current", "true")
    desk.keyboard.press("k")
    expect(desk.locator("#q1")).to_have_attribute("aria-current", "true")


def test_what_may_not_be_shown_cannot_be_shown_by_key(desk):
    desk.keyboard.press("s")

    assert chosen(desk) == []


def test_keys_are_silent_while_one_writes(desk):
    desk.keyboard.press("w")
    desk.keyboard.type("she has said")

    expect(desk.locator("#q1 [type=text]")).to_have_value("she has said")
    assert chosen(desk) == []


def test_keys_can_be_switched_off_and_stay_off(desk):
    desk.keyboard.press("?")
    desk.locator("[data-keys-switch]").uncheck()
    desk.keyboard.press("h")
    assert chosen(desk) == []

    desk.reload()
    desk.keyboard.press("h")

    assert chosen(desk) == []
    expect(desk.locator("[data-keys-switch]")).not_to_be_checked()


def test_whoever_works_by_hand_moves_the_keys_along(desk):
    desk.locator("#q2 [value=hide]").check()
    desk.keyboard.press("s")

    assert chosen(desk) == ["q2show"]
