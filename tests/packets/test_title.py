"""The title page of a packet is read, or told by line and field."""

import pytest

from muster.packets.limits import LARGEST_TITLE
from tests.packets.papers import bare, changed, refused, small

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "format = 1",
            "format = 2",
            "line 2, [packet] format: it must be 1, the only format known.",
        ),
        (
            "format = 1",
            "format = 1.0",
            "line 2, [packet] format: it must be 1, the only format known.",
        ),
        (
            "format = 1",
            "format = true",
            "line 2, [packet] format: it must be 1, the only format known.",
        ),
        ("format = 1", "format = 1\nfrom = 2", "line 3, [packet] from: there is no such field."),
        ("[packet]\nformat = 1", "", "[packet]: there is no such section."),
        ("[build]", "[bild]", "[build]: there is no such section."),
        ('name = "Harbor build"\n', "", "[build] name: it is missing."),
        ('name = "Harbor build"', 'name = ""', "line 17, [build] name: it must not be empty."),
        (
            'name = "Harbor build"',
            "name = 5",
            "line 17, [build] name: it must be a text in quotation marks.",
        ),
        (
            'name = "Harbor build"',
            'name = ["Harbor"]',
            "line 17, [build] name: it must be a text in quotation marks.",
        ),
        (
            "day = 2026-03-12",
            "day = 2026-03-12T00:00:00",
            "line 20, [build] day: it must be a day like 2020-01-16.",
        ),
        (
            "day = 2026-03-12",
            'day = "March 12"',
            "line 20, [build] day: 'March 12' is not a day written like 2020-01-16.",
        ),
        (
            "whole_room = 20",
            "whole_room = 20.0",
            "line 10, [program] whole_room: it must be a whole number, without quotation marks.",
        ),
        (
            "whole_room = 20",
            "whole_room = true",
            "line 10, [program] whole_room: it must be a whole number, without quotation marks.",
        ),
        (
            "whole_room = 20",
            "whole_room = 2",
            "line 10, [program] whole_room: Ensure this value is greater than or equal to 3.",
        ),
        (
            "from_history = false",
            "from_history = 1",
            "line 23, [build] from_history: it must be true or false, without quotation marks.",
        ),
        (
            "from_history = false",
            "from_histry = false",
            "line 23, [build] from_histry: there is no such field. Did you mean “from_history”?",
        ),
        (
            'city = "Larkhaven"',
            'city = "Larkhaven"\nstarts = 25:00',
            None,
        ),
        (
            'time_zone = "America/Chicago"\nlanguage',
            'time_zone = "America/Chicgo"\nlanguage',
            "line 7, [program] time_zone: 'America/Chicgo' is not a time zone like "
            "America/Chicago. Did you mean “America/Chicago”?",
        ),
        (
            'status = "open"',
            'status = "opened"',
            "line 22, [build] status: 'opened' is not one of: planned, inviting, open, closed, "
            "following_up, reported, cancelled. Did you mean “open”?",
        ),
        (
            "from_history = false",
            "from_history = true\nmeasures_fixed_on = 2026-01-01",
            "line 24, [build] measures_fixed_on: a build loaded from history had no measures fixed "
            "beforehand.",
        ),
        (
            "from_history = false",
            "follow_up_opens_on = 2026-05-02\nfollow_up_closes_on = 2026-05-01",
            "line 24, [build] follow_up_closes_on: the follow-up cannot close before it opens.",
        ),
    ],
)
def test_the_title_page_is_named_by_line_and_field(old, new, says):
    found = refused(changed(bare(), "packet.toml", old, new))

    if says is None:
        assert found[0].startswith("packet.toml: it cannot be read as TOML: ")
    else:
        assert f"packet.toml, {says}" in found
        assert len(found) == (2 if "[bild]" in new else 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"[packet\n", "it cannot be read as TOML: "),
        (b"n = " + b"9" * 5_000, "it cannot be read as TOML: "),
        (b"n = " + b"[" * 5_000, "it cannot be read as TOML: "),
        (b"#" * (LARGEST_TITLE + 1), "it is larger than 100,000 characters."),
        (b'name = "caf\xe9"', 'line 1: not UTF-8; it looks like Latin-1: “name = "café"”.'),
    ],
    ids=["broken", "a long number", "deep", "large", "Latin-1"],
)
def test_a_title_page_that_cannot_be_read_is_refused(text, says):
    (found,) = refused({**bare(), "packet.toml": text})

    assert says in found


def test_a_packet_without_a_title_page_is_none():
    files = small()
    del files["packet.toml"]

    assert refused(files) == ["packet.toml: there is none: a packet begins with it."]


def test_a_folder_of_packets_is_no_packet():
    files = {f"harbor-2026/{name}": content for name, content in small().items()}

    assert refused({**files, "other/notes.txt": b""}) == [
        "packet.toml: there is none: a packet begins with it. Did you mean the folder "
        "“harbor-2026”?"
    ]
