"""The files of a packet: out of a folder or a zip, and into one.

Nothing outside the packet is read, nothing unpacks to disk, and no file is larger than it may be,
whatever its header says.
"""

import difflib
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from muster.packets.errors import PacketRefused, Problem

LARGEST_FILE = 32 * 1024 * 1024
LARGEST_PACKET = 128 * 1024 * 1024
MOST_FILES = 2_000
# What file managers leave behind.
_LITTER = ("__MACOSX", "Thumbs.db", "desktop.ini")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same packet, the same bytes


def read_files(path: Path) -> dict[str, bytes]:
    """What stands in the packet at *path*, a folder or a zip: names with `/`, and bytes.

    Raises:
        PacketRefused: there is nothing, it is too large, or a name climbs out of the packet.
    """
    if path.is_dir():
        return _in_folder(path)
    if not path.is_file():
        raise PacketRefused([Problem(str(path), None, "", _("there is no such folder or file."))])
    try:
        with zipfile.ZipFile(path) as archive:
            return _in_zip(archive, path.name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as broken:
        says = _("it is not a zip file that can be read (%(why)s).") % {"why": broken}
        raise PacketRefused([Problem(path.name, None, "", says)]) from broken


def write_files(files: Mapping[str, bytes], path: Path) -> None:
    """Write a packet to *path*: a zip where the name ends in `.zip`, else a folder.

    A folder is made to hold these files and no other file of a packet.

    Raises:
        FileExistsError: *path* is a folder with something else in it.
    """
    if path.suffix == ".zip":
        _write_zip(files, path)
        return
    if path.is_dir():
        strangers = sorted(set(_names_in(path)) - set(files))
        if "packet.toml" not in _names_in(path) and any(path.iterdir()):
            raise FileExistsError(_("%(path)s is not empty, and no packet.") % {"path": path})
        for name in strangers:
            if PurePosixPath(name).suffix in {".csv", ".toml", ".json"}:
                (path / name).unlink()
    for name, content in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _write_zip(files: Mapping[str, bytes], path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])


def _names_in(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not _is_litter(path.relative_to(folder).parts)
    )


def _in_folder(folder: Path) -> dict[str, bytes]:
    root = folder.resolve()
    names = _names_in(folder)
    problems = []
    sizes = {}
    for name in names:
        file = folder / name
        if not file.resolve().is_relative_to(root):
            problems.append(Problem(name, None, "", _("it points out of the packet.")))
        sizes[name] = file.stat().st_size
    problems += _too_large(sizes)
    if problems:
        raise PacketRefused(problems)
    return {name: (folder / name).read_bytes() for name in names}


def _in_zip(archive: zipfile.ZipFile, title: str) -> dict[str, bytes]:
    entries = [
        entry
        for entry in archive.infolist()
        if not entry.is_dir() and not _is_litter(PurePosixPath(entry.filename).parts)
    ]
    problems = list(_wrong_entries(entries))
    problems += _too_large({entry.filename: entry.file_size for entry in entries})
    if problems:
        raise PacketRefused(problems)
    files: dict[str, bytes] = {}
    left = LARGEST_PACKET
    for entry in entries:
        with archive.open(entry) as stream:
            # The header's size is only what the file says of itself.
            content = stream.read(min(LARGEST_FILE, left) + 1)
        left -= len(content)
        if len(content) > LARGEST_FILE or left < 0:
            raise PacketRefused([Problem(title, None, "", _too_large_says())])
        files[entry.filename] = content
    return _without_common_folder(files)


def _wrong_entries(entries: Iterable[zipfile.ZipInfo]) -> Iterator[Problem]:
    seen = set()
    for entry in entries:
        name = entry.filename
        parts = PurePosixPath(name).parts
        if ".." in parts or name.startswith("/") or "\\" in name or ":" in parts[0]:
            yield Problem(name, None, "", _("the path climbs out of the packet."))
        if stat.S_ISLNK(entry.external_attr >> 16):
            yield Problem(name, None, "", _("it is a link, not a file."))
        if entry.flag_bits & 0x1:
            yield Problem(name, None, "", _("it is encrypted."))
        if name in seen:
            yield Problem(name, None, "", _("it stands in the zip twice."))
        seen.add(name)


def _too_large(sizes: Mapping[str, int]) -> list[Problem]:
    problems = []
    if len(sizes) > MOST_FILES:
        says = _("%(found)s files; a packet has at most %(most)s.")
        problems.append(Problem("", None, "", says % {"found": len(sizes), "most": MOST_FILES}))
    problems += [
        Problem(name, None, "", _too_large_says())
        for name, size in sizes.items()
        if size > LARGEST_FILE
    ]
    if not problems and sum(sizes.values()) > LARGEST_PACKET:
        problems.append(Problem("", None, "", _too_large_says()))
    return problems


def _too_large_says() -> str:
    return _(
        "it unpacks to more than a packet may hold (%(file)s MB a file, %(all)s MB in all)."
    ) % {
        "file": LARGEST_FILE // 1024 // 1024,
        "all": LARGEST_PACKET // 1024 // 1024,
    }


def _without_common_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    """A zip made of a folder has that folder around everything; it is taken off."""
    tops = {PurePosixPath(name).parts[0] for name in files}
    if len(tops) == 1 and "packet.toml" not in files:
        top = next(iter(tops))
        if f"{top}/packet.toml" in files:
            return {name.removeprefix(f"{top}/"): content for name, content in files.items()}
    return files


def _is_litter(parts: tuple[str, ...]) -> bool:
    return any((part.startswith(".") and part != "..") or part in _LITTER for part in parts)


def text_of(name: str, content: bytes) -> str:
    """The text of a file, which is UTF-8.

    Raises:
        PacketRefused: it is not; the line, and what it looks like, are named.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise PacketRefused(
            [Problem(name, None, "", _looks_like(content, wrong.start, line))]
        ) from wrong


def _looks_like(content: bytes, at: int, line: int) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _("line 1 is not UTF-8; it looks like UTF-16. Save it as “CSV UTF-8”.")
    start = content.rfind(b"\n", 0, at) + 1
    end = content.find(b"\n", at)
    whole = content[start : end if end >= 0 else None]
    seen = whole[max(0, at - start - 20) : at - start + 20].decode("cp1252", "replace").strip()
    return _(
        "line %(line)s is not UTF-8; it looks like Windows-1252: “%(seen)s”. "
        "Save it as “CSV UTF-8”."
    ) % {"line": line, "seen": seen}


def closest(name: str, names: Iterable[str]) -> str:
    """“, did you mean …?” where one of *names* is near to *name*, else nothing."""
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.7)
    return _(" Did you mean “%(near)s”?") % {"near": near[0]} if near else ""
