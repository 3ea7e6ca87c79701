"""What one cell of somebody's list says: a phone, a ZIP code, a day, a name.

People's lists are written for people. Each reader here takes the text of a cell and gives what it
means, with a note where it had to do something that a person should know of, or says in words what
is wrong with the value. Nothing is guessed in silence, and nobody is blamed.

>>> read_zip("501").value
'00501'
>>> read_phone("911").problem
'911 is an emergency number, not somebody’s own.'
"""

from muster.directory.values.days import DayOrder, order_of, read_date
from muster.directory.values.keys import read_ori, read_usdot, state_of_ori
from muster.directory.values.phones import kept_form, phone_on_card, read_phone, shown_phone
from muster.directory.values.places import read_place, read_state, read_zip
from muster.directory.values.reading import (
    LONGEST_NAME,
    NOT_AVAILABLE,
    NOTHING,
    Choice,
    Read,
    read_degrees,
    read_name,
    read_number,
    read_text,
    says_nothing,
)
from muster.directory.values.several import in_one_cell, may_be_several, of_one_cell
from muster.directory.values.words import read_came, read_email, read_language, read_url

__all__ = [
    "LONGEST_NAME",
    "NOTHING",
    "NOT_AVAILABLE",
    "Choice",
    "DayOrder",
    "Read",
    "in_one_cell",
    "kept_form",
    "may_be_several",
    "of_one_cell",
    "order_of",
    "phone_on_card",
    "read_came",
    "read_date",
    "read_degrees",
    "read_email",
    "read_language",
    "read_name",
    "read_number",
    "read_ori",
    "read_phone",
    "read_place",
    "read_state",
    "read_text",
    "read_url",
    "read_usdot",
    "read_zip",
    "says_nothing",
    "shown_phone",
    "state_of_ori",
]
