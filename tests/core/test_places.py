"""What places are called, and what a state's code looks like."""

import pytest
from django.core.exceptions import ValidationError

from muster.builds.models import Build, PastBuild
from muster.core.places import STATE, state_name
from muster.programs.models.guidance import STATE_OR_US
from muster.states.models import Adoption


@pytest.mark.parametrize(
    ("code", "name"), [("MS", "Mississippi"), ("DC", "District of Columbia"), ("ZZ", "ZZ")]
)
def test_a_state_has_its_name_and_an_invented_one_its_code(code, name):
    assert state_name(code) == name


@pytest.mark.parametrize("check", [STATE, STATE_OR_US], ids=["state", "guidance"])
@pytest.mark.parametrize("code", ["MS\n", "ms", "M", "MSS", " MS", ""])
def test_a_code_is_two_capital_letters_and_nothing_behind_them(check, code):
    check("MS")

    with pytest.raises(ValidationError):
        check(code)


@pytest.mark.parametrize("model", [Build, PastBuild, Adoption])
def test_every_room_holds_codes_to_the_same(model):
    assert STATE in model._meta.get_field("state").validators
