"""A form says what is wrong at its head and at the field, and ties both to the field."""

import re

from django import forms

from muster.shell.renderer import FormRenderer


class Note(forms.Form):
    name = forms.CharField(label="Name", help_text="As it is printed.")
    why = forms.CharField(label="Why", required=False)
    sure = forms.BooleanField(label="I am sure")
    when = forms.ChoiceField(
        label="When", choices=[("now", "Now"), ("later", "Later")], widget=forms.RadioSelect
    )


def rendered(**values: str) -> str:
    form = Note(values or None, renderer=FormRenderer())
    return re.sub(r"\s+", " ", str(form))


def test_every_field_has_its_label_and_says_when_it_may_stay_empty():
    html = rendered()

    labels = ["id_name", "id_why", "id_sure", "id_when_0", "id_when_1"]
    assert re.findall(r'<label for="(id_\w+)">', html) == labels
    assert re.findall(r"<legend>([^<]*)", html) == ["When"]
    assert html.count("(may stay empty)") == 1


def test_help_and_error_are_tied_to_the_field():
    html = rendered(sure="on", when="now")

    field = re.search(r'<input type="text" name="name"[^>]*>', html)[0]
    assert re.search(r'aria-describedby="([^"]*)"', field)[1] == "id_name_helptext id_name_error"
    assert re.search(r'aria-invalid="(\w+)"', field)[1] == "true"
    assert html.count('id="id_name_helptext"') == html.count('id="id_name_error"') == 1


def test_the_summary_leads_to_every_field_that_is_wrong():
    html = rendered(when="never")

    links = re.findall(r'<li><a href="#(id_\w+)">(\w+)', html.split('class="field')[0])
    # A group of choices has no field of its own to go to: its first choice is the place.
    assert [words for _, words in links] == ["Name", "I", "When"]
    assert [html.count(f'id="{place}"') for place, _ in links] == [1, 1, 1]
    assert "3 things to put right. What you wrote is kept." in html


def test_a_form_without_errors_has_no_summary():
    assert "put right" in rendered(when="never")

    assert "put right" not in rendered(name="Dana", sure="on", when="now")
