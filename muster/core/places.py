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
