"""Files come out of a folder or a zip, and nothing else comes with them."""

import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.core.text import NotText, text_of
from muster.packets.errors import PacketRefused
from muster.packets.files import read_files, write_files
from muster.packets.limits import LARGEST_FILE, LARGEST_PACKET, MOST_FILES

SOME = {"packet.toml": b"[packet]\n", "pack/goals.toml": b"", "aliases.csv": b"name\nHarbor\n"}


def zip_of(path, entries, **how):
    """A zip at *path* of (name or ZipInfo, content) pairs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def entry(name, *, mode=stat.S_IFREG | 0o644, flags=0):
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    made.flag_bits |= flags
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def refused(path):
    with pytest.raises(PacketRefused) as refusal:
        read_files(path)
    return [str(problem) for problem in refusal.value.problems]


@pytest.mark.parametrize("name", ["packet", "packet.zip", "packet.ZIP"])
def test_what_is_written_is_read(tmp_path, name):
    write_files(SOME, tmp_path / name)

    assert read_files(tmp_path / name) == SOME
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["packet", "packet.zip"])
def test_a_packet_is_written_for_its_owner_alone(tmp_path, name):
    write_files(SOME, tmp_path / name)

    assert stat.S_IMODE((tmp_path / name).stat().st_mode) & 0o077 == 0


def test_in_a_folder_that_is_there_each_file_is_for_its_owner_alone(tmp_path):
    folder = tmp_path / "packet"
    folder.mkdir(mode=0o755)
    write_files(SOME, folder)
    (folder / "aliases.csv").chmod(0o644)

    write_files(SOME | {"answers.csv": b""}, folder)

    modes = {
        path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in folder.rglob("*")
    }
    assert modes == {
        "aliases.csv": 0o600, "answers.csv": 0o600, "packet.toml": 0o600, "pack": 0o700,
        "pack/goals.toml": 0o600,
    }  # fmt: skip


def test_a_zip_that_cannot_be_written_leaves_the_old_one(tmp_path):
    write_files(SOME, tmp_path / "packet.zip")

    with pytest.raises(TypeError):
        write_files({"packet.toml": None}, tmp_path / "packet.zip")

    assert read_files(tmp_path / "packet.zip") == SOME
    assert [path.name for path in tmp_path.iterdir()] == ["packet.zip"]


def test_the_same_files_make_the_same_zip(tmp_path):
    write_files(SOME, tmp_path / "one.zip")
    write_files(dict(reversed(SOME.items())), tmp_path / "two.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_zip_with_a_folder_around_everything_is_read(tmp_path):
    path = zip_of(tmp_path / "made.zip", [(f"harbor/{name}", SOME[name]) for name in SOME])

    assert read_files(path) == SOME


def test_what_file_managers_leave_behind_is_not_read(tmp_path):
    write_files(SOME, tmp_path / "packet")
    for name in (".DS_Store", ".git/HEAD", "~$aliases.csv", "pack/Thumbs.db", "__MACOSX/x"):
        (tmp_path / "packet" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "packet" / name).write_bytes(b"x")
    more = [(name, b"x") for name in (".DS_Store", "__MACOSX/._packet.toml", "pack/Thumbs.db")]
    path = zip_of(tmp_path / "made.zip", [*SOME.items(), *more])

    assert (read_files(tmp_path / "packet"), read_files(path)) == (SOME, SOME)


def test_a_folder_that_holds_a_packet_is_made_to_hold_another(tmp_path):
    write_files({**SOME, "quotes.csv": b"", "reports/001.json": b"{}"}, tmp_path)
    (tmp_path / "notes.csv").write_bytes(b"mine")
    (tmp_path / "README.md").write_bytes(b"mine")

    write_files(SOME, tmp_path)

    assert read_files(tmp_path) == {**SOME, "notes.csv": b"mine", "README.md": b"mine"}


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_bytes(b"mine")

    with pytest.raises(FileExistsError):
        write_files(SOME, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_where_nothing_is_nothing_is_read(tmp_path):
    path = tmp_path / "nowhere"

    assert refused(path) == [f"{path}: there is no such folder or file."]


@pytest.mark.parametrize(
    "name",
    [
        "../aliases.csv",
        "pack/../../aliases.csv",
        "/etc/aliases.csv",
        "..\\aliases.csv",
        "\\aliases.csv",
        "C:\\aliases.csv",
        "C:aliases.csv",
        "c:/aliases.csv",
        "\\\\server\\share\\aliases.csv",
    ],
)
def test_a_path_that_climbs_out_of_a_zip_is_refused(tmp_path, name):
    path = zip_of(tmp_path / "made.zip", [*SOME.items(), (name, b"x")])

    assert refused(path) == [f"{name}: the path climbs out of the packet."]


def test_every_wrong_entry_of_a_zip_is_listed(tmp_path):
    link = entry("answers.csv", mode=stat.S_IFLNK | 0o777)
    path = zip_of(
        tmp_path / "made.zip",
        [*SOME.items(), (link, b"/etc/passwd"), ("pack\\terms.toml", b""), ("../x", b"")],
    )

    assert refused(path) == [
        "../x: the path climbs out of the packet.",
        "answers.csv: it is a link, not a file.",
        "pack\\terms.toml: the parts of its path are joined by \\, and must be by /.",
    ]


def test_a_name_that_stands_in_a_zip_twice_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zip_of(tmp_path / "made.zip", [*SOME.items(), ("aliases.csv", b"other")])

    assert refused(path) == ["aliases.csv: it stands in the zip twice."]


def patched(path, name, **fields):
    """The zip at *path* whose headers say something else of *name*, in both places."""
    at = {"flags": (8, 6, "<H"), "method": (10, 8, "<H"), "size": (24, 22, "<I")}
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        local = archive.getinfo(name).header_offset
    central = content.index(b"PK\x01\x02")
    while content[central + 46 : central + 46 + len(name)] != name.encode():
        central = content.index(b"PK\x01\x02", central + 1)
    for field, value in fields.items():
        in_central, in_local, form = at[field]
        struct.pack_into(form, content, central + in_central, value)
        struct.pack_into(form, content, local + in_local, value)
    path.write_bytes(content)
    return path


def test_an_encrypted_file_is_refused(tmp_path):
    path = patched(zip_of(tmp_path / "made.zip", SOME.items()), "aliases.csv", flags=1)

    assert refused(path) == ["aliases.csv: it is encrypted."]


def test_a_file_that_is_packed_in_another_way_is_refused(tmp_path):
    path = patched(zip_of(tmp_path / "made.zip", SOME.items()), "aliases.csv", method=14)

    assert refused(path) == [
        "aliases.csv: it is packed in a way that is not read here: use the usual one."
    ]


def test_a_damaged_file_is_named(tmp_path):
    path = zip_of(tmp_path / "made.zip", SOME.items())
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("aliases.csv").header_offset + 30 + len("aliases.csv")
    content = bytearray(path.read_bytes())
    content[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)

    (found,) = refused(path)
    assert found.startswith("aliases.csv: it is damaged (")


TOO_MUCH = "it holds more than a packet may (32 MB a file, 128 MB in all)."


def test_a_bomb_that_says_how_large_it_is_is_refused(tmp_path):
    bomb = zip_of(tmp_path / "made.zip", [*SOME.items(), ("quotes.csv", bytes(LARGEST_FILE + 1))])

    assert bomb.stat().st_size < 40_000
    assert refused(bomb) == [f"quotes.csv: {TOO_MUCH}"]


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = zip_of(tmp_path / "made.zip", [*SOME.items(), ("quotes.csv", bytes(LARGEST_FILE + 1))])
    bomb = patched(path, "quotes.csv", size=100)

    (found,) = refused(bomb)
    assert found.startswith("quotes.csv: it is damaged (Bad CRC-32")


def test_a_bomb_of_many_small_files_is_refused(tmp_path):
    names = [f"part{number}.csv" for number in range(LARGEST_PACKET // LARGEST_FILE + 1)]
    path = zip_of(tmp_path / "made.zip", [(name, bytes(LARGEST_FILE)) for name in names])

    assert refused(path) == [TOO_MUCH]


def test_a_zip_of_too_many_files_is_refused(tmp_path):
    names = [f"{number}.csv" for number in range(MOST_FILES + 1)]
    path = zip_of(tmp_path / "made.zip", [(name, b"") for name in names])

    assert refused(path) == ["more than 2,000 files; a packet has no more."]


def test_a_bomb_whose_files_share_one_place_is_refused(tmp_path):
    """One packed text, told of in many entries: small for what it would unpack to."""
    path = zip_of(tmp_path / "made.zip", [*SOME.items(), ("quotes.csv", bytes(1_000_000))])
    content = path.read_bytes()
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entries = content[start:end]
    own = entries[entries.rindex(b"PK\x01\x02") :]
    others = [own.replace(b"quotes.csv", b"quote%d.csv" % number) for number in range(5)]
    directory = entries + b"".join(others)
    tail = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, len(SOME) + 6, len(SOME) + 6, len(directory), start, 0
    )
    path.write_bytes(content[:start] + directory + tail)

    assert refused(path) == [
        f"quote{number}.csv: it shares its place in the zip with another file."
        for number in range(5)
    ]


def test_a_zip_within_a_zip_is_never_opened(tmp_path):
    inner = zip_of(tmp_path / "inner.zip", [("quotes.csv", bytes(LARGEST_FILE + 1))])
    path = zip_of(tmp_path / "made.zip", [*SOME.items(), ("inner.zip", inner.read_bytes())])

    assert read_files(path)["inner.zip"] == inner.read_bytes()  # a load says: no such file


def test_a_file_that_is_larger_than_a_zip_may_be_is_not_opened(tmp_path):
    path = tmp_path / "made.zip"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)

    assert refused(path) == ["made.zip: it is larger than 32 MB."]


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06", b"not a zip at all" * 100])
def test_a_file_that_is_no_zip_is_refused(tmp_path, content):
    path = tmp_path / "made.zip"
    path.write_bytes(content)

    (found,) = refused(path)
    assert found.startswith("made.zip: it is not a zip file that can be read (")


@given(st.data())
def test_no_spoiled_zip_ends_otherwise_than_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("zips") / "made.zip"
    content = bytearray(zip_of(path, SOME.items()).read_bytes())
    for _spoiled in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])

    try:
        read_files(path)
    except PacketRefused as refusal:
        assert refusal.problems


def test_links_in_a_folder_are_not_followed(tmp_path):
    (tmp_path / "secret.csv").write_bytes(b"name\nsecret\n")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "more.toml").write_bytes(b"")
    packet = tmp_path / "packet"
    write_files({"packet.toml": b""}, packet)
    (packet / "aliases.csv").symlink_to(tmp_path / "secret.csv")
    (packet / "pack").symlink_to(tmp_path / "secrets", target_is_directory=True)
    (packet / "quotes.csv").symlink_to(tmp_path / "gone.csv")
    os.mkfifo(packet / "answers.csv")

    assert refused(packet) == [
        "aliases.csv: it is a link, not a file.",
        "answers.csv: it is not a file.",
        "pack: it is a link, not a file.",
        "quotes.csv: it is a link, not a file.",
    ]


def test_a_folder_of_too_many_files_is_refused(tmp_path):
    for number in range(MOST_FILES + 5):
        (tmp_path / f"{number}.csv").write_bytes(b"")

    assert refused(tmp_path) == ["more than 2,000 files; a packet has no more."]


def test_a_large_file_in_a_folder_is_refused(tmp_path):
    write_files(SOME, tmp_path)
    with (tmp_path / "quotes.csv").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)

    assert refused(tmp_path) == [f"quotes.csv: {TOO_MUCH}"]


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("key\nIt’s good\n".encode("cp1252"), 2, "Windows-1252: “It’s good”"),
        ("key\r\nok\r\nÑandú y más\r\n".encode("latin-1"), 3, "Latin-1: “Ñandú y más”"),
        ("key\rÑandú\rmás".encode("latin-1"), 2, "Latin-1: “Ñandú”"),
        ("key\nIt’s good\n".encode("utf-16"), 1, "UTF-16"),
        ("key\nIt’s good\n".encode("utf-16-be"), 1, "UTF-16"),
        ("key\nIt’s good\n".encode("utf-16-le"), 1, "UTF-16"),
        ("key\nIt’s good\n".encode("utf-32"), 1, "UTF-32"),
    ],
)
def test_a_file_that_is_not_utf8_is_told_by_line_and_by_what_it_looks_like(content, line, says):
    with pytest.raises(NotText) as refusal:
        text_of(content)

    wanted = f"not UTF-8; it looks like {says}. Save it as “CSV UTF-8”."
    assert (refusal.value.line, str(refusal.value)) == (line, wanted)


def test_a_workbook_is_told_from_a_table(tmp_path):
    workbook = zip_of(tmp_path / "quotes.xlsx", [("xl/workbook.xml", b"<workbook/>")])

    with pytest.raises(NotText) as refusal:
        text_of(workbook.read_bytes())

    says = "not text; it looks like a workbook. Save it as “CSV UTF-8”."
    assert str(refusal.value) == says


def test_a_file_that_breaks_off_is_told_so():
    with pytest.raises(NotText) as refusal:
        text_of("key\nIt’s".encode()[:-2])

    assert (refusal.value.line, str(refusal.value)) == (
        2,
        "it breaks off in the middle of a letter: is a part of the file missing?",
    )


@pytest.mark.parametrize("text", ["", "key\nIt’s good 👀\n", "\ufeffkey\n", "a"])
def test_a_file_that_is_utf8_is_text_with_or_without_a_mark(text):
    assert text_of(text.encode()) == text.removeprefix("\ufeff")


def test_the_shipped_packets_are_written_as_they_were_read(tmp_path):
    for folder in sorted(Path(__file__).resolve().parents[2].joinpath("build_packets").iterdir()):
        files = read_files(folder)
        write_files(files, tmp_path / f"{folder.name}.zip")
        assert read_files(tmp_path / f"{folder.name}.zip") == files
