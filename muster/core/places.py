"""What places are called."""

import us
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# Two capital letters, also of a state that is invented.
STATE_CODE = "[A-Z]{2}"
STATE = RegexValidator(rf"^{STATE_CODE}\Z", _("Two capital letters, like MS."))


def state_name(code: str) -> str:
    """The state of a two-letter code; a code that no state has (an invented place) stands as it is.

    >>> state_name("MS"), state_name("ZZ")
    ('Mississippi', 'ZZ')
    """
    found = us.states.lookup(code)
    return str(found.name) if found else code


_COUNTIES = ("county", "parish", "borough", "census area", "municipality", "city", "municipio")


def county_words(name: str, state: str) -> str:
    """A county with the word for what it is, which registers leave out.

    >>> county_words("Harrison", "MS"), county_words("Harrison County", "MS")
    ('Harrison County', 'Harrison County')
    >>> county_words("Caddo", "LA"), county_words("District of Columbia", "DC")
    ('Caddo Parish', 'District of Columbia')
    """
    if not name or name.lower().endswith(_COUNTIES) or state in ("AK", "DC", "PR"):
        return name
    return f"{name} {_word(state)}"


def county_spellings(name: str, state: str) -> tuple[str, ...]:
    """How registers write a county: with the word for what it is, and without.

    >>> county_spellings("Harrison", "MS"), county_spellings("Caddo Parish", "LA")
    (('Harrison County', 'Harrison'), ('Caddo Parish', 'Caddo'))
    >>> county_spellings("Juneau", "AK")
    ('Juneau',)
    """
    words = county_words(name, state)
    bare = words.removesuffix(f" {_word(state)}")
    return (words,) if county_words(bare, state) != words or bare == words else (words, bare)


def _word(state: str) -> str:
    return "Parish" if state == "LA" else "County"
