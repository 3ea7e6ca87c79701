"""Opening a zip that somebody sent: every entry is weighed, none is unpacked to disk.

A zip says of itself how large its files are, and may lie; it may point at one piece of packed text
from many entries; its paths may lead anywhere. Whatever it says, no more is unpacked than a packet
may hold, and only in memory.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from django.utils.translation import gettext as _

from muster.core.cells import shown
from muster.core.problems import Problem
from muster.packets.errors import PacketRefused
from muster.packets.limits import (
    LARGEST_FILE,
    LARGEST_PACKET,
    LARGEST_ZIP,
    is_litter,
    too_large,
    too_large_says,
)
from muster.packets.tables import TITLE_PAGE

_LOCAL_HEADER = 30
_READ_HERE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def read_zip(path: Path) -> dict[str, bytes]:
    """What stands in the zip at *path*: names with `/`, and bytes.

    Raises:
        PacketRefused: it cannot be read, unpacks to too much, or a name climbs out of it.
    """
    if path.stat().st_size > LARGEST_ZIP:
        says = _("it is larger than %(most)s MB.") % {"most": LARGEST_ZIP // 1024 // 1024}
        raise PacketRefused([Problem(shown(path.name), None, "", says)])
    try:
        with zipfile.ZipFile(path) as archive:
            return _files_in(archive, shown(path.name))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as broken:
        says = _("it is not a zip file that can be read (%(why)s).") % {"why": broken}
        raise PacketRefused([Problem(shown(path.name), None, "", says)]) from broken


def _files_in(archive: zipfile.ZipFile, title: str) -> dict[str, bytes]:
    listed = archive.infolist()
    entries = [entry for entry in listed if not entry.is_dir() and not _is_litter(entry)]
    problems = [
        Problem(shown(entry.filename), None, "", says)
        for entry, says in [*_climbing(listed), *_wrong_entries(entries)]
    ]
    problems += too_large({entry.filename: entry.file_size for entry in entries})
    if problems:
        raise PacketRefused(problems)
    files: dict[str, bytes] = {}
    left = LARGEST_PACKET
    for entry in entries:
        try:
            with archive.open(entry) as stream:
                # The header's size is only what the file says of itself.
                content = stream.read(min(LARGEST_FILE, left) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError) as broken:
            says = _("it is damaged (%(why)s).") % {"why": broken}
            problems.append(Problem(shown(entry.filename), None, "", says))
            continue
        left -= len(content)
        if len(content) > LARGEST_FILE or left < 0:
            raise PacketRefused([Problem(title, None, "", too_large_says())])
        files[entry.filename] = content
    if problems:
        raise PacketRefused(problems)
    return _without_common_folder(files)


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    return any(map(is_litter, PurePosixPath(entry.filename).parts))


def _climbing(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """Entries whose paths lead out of the packet, whatever they are."""
    for entry in entries:
        if _climbs(entry.filename):
            yield entry, _("the path climbs out of the packet.")


def _climbs(name: str) -> bool:
    path = PureWindowsPath(name)  # knows / and drives, too
    return ".." in path.parts or bool(path.anchor) or not path.parts


def _wrong_entries(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    seen = set()
    for entry in entries:
        name = entry.filename
        if "\\" in name and not _climbs(name):
            yield entry, _("the parts of its path are joined by \\, and must be by /.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            yield entry, _("it is a link, not a file.")
        if entry.flag_bits & 0x1:
            yield entry, _("it is encrypted.")
        elif entry.compress_type not in _READ_HERE:
            yield entry, _("it is packed in a way that is not read here: use the usual one.")
        if name in seen:
            yield entry, _("it stands in the zip twice.")
        seen.add(name)
    yield from _overlapping(entries)


def _overlapping(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """Entries whose packed text begins within another's: so are bombs built that look small."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            yield entry, _("it shares its place in the zip with another file.")
        written = entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
        end = entry.header_offset + _LOCAL_HEADER + len(written) + entry.compress_size


def _without_common_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    """A zip made of a folder has that folder around everything; it is taken off."""
    tops = {PurePosixPath(name).parts[0] for name in files}
    if len(tops) == 1 and TITLE_PAGE not in files:
        top = next(iter(tops))
        if f"{top}/{TITLE_PAGE}" in files:
            return {name.removeprefix(f"{top}/"): content for name, content in files.items()}
    return files
