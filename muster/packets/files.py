"""The files of a packet: out of a folder, and into a folder or a zip.

Nothing outside the packet is read, nothing unpacks to disk, and no file is larger than it may be,
whatever its header says. Zips are opened in `packets.zips`.
"""

import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from muster.core.cells import shown
from muster.core.problems import Problem
from muster.packets.errors import PacketRefused
from muster.packets.limits import LARGEST_FILE, MOST_FILES, is_litter, too_large, too_large_says
from muster.packets.tables import TITLE_PAGE, belongs
from muster.packets.zips import read_zip

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same packet, the same bytes
_UNIX = 3


def read_files(path: Path) -> dict[str, bytes]:
    """What stands in the packet at *path*, a folder or a zip: names with `/`, and bytes.

    Raises:
        PacketRefused: there is nothing, it is too large, or a name climbs out of the packet.
    """
    if path.is_dir():
        return _read_folder(path)
    if path.is_file():
        return read_zip(path)
    raise PacketRefused([Problem(str(path), None, "", _("there is no such folder or file."))])


def write_files(files: Mapping[str, bytes], path: Path) -> None:
    """Write a packet to *path*, for its owner alone: a zip if the name ends so, else a folder.

    A folder that holds a packet already is made to hold this one: files of a packet that are not
    among *files* are removed, and nothing else is.

    Raises:
        FileExistsError: *path* is a folder with something else in it.
    """
    if path.suffix.lower() == ".zip":
        _write_zip(files, path)
        return
    if path.is_dir() and any(path.iterdir()):
        if not (path / TITLE_PAGE).is_file():
            raise FileExistsError(_("%(path)s is not empty, and no packet.") % {"path": path})
        for name in set(_names_in(path)) - set(files):
            if belongs(name):
                (path / name).unlink()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in files.items():
        target = path / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Before there is anything to read in it; a file that stands there may be open to others.
        target.touch(mode=0o600)
        target.chmod(0o600)
        target.write_bytes(content)


def _write_zip(files: Mapping[str, bytes], path: Path) -> None:
    """Write beside *path* first: a packet that stands there is whole until the new one is."""
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(files):
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = _UNIX
                entry.external_attr = (stat.S_IFREG | 0o600) << 16
                archive.writestr(entry, files[name])
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _names_in(folder: Path) -> Iterator[str]:
    """All names under *folder* but for litter, one by one: a folder may hold a whole disk."""
    for place, folders, files in os.walk(folder):
        here = Path(place)
        linked = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not is_litter(name) and name not in linked)
        for name in sorted([*files, *linked]):
            if not is_litter(name):
                yield (here / name).relative_to(folder).as_posix()


def _read_folder(folder: Path) -> dict[str, bytes]:
    problems: list[Problem] = []
    sizes: dict[str, int] = {}
    for name in _names_in(folder):
        if len(sizes) + len(problems) > MOST_FILES:
            break  # told by `too_large`
        status = (folder / name).lstat()
        sizes[name] = status.st_size
        if stat.S_ISLNK(status.st_mode):
            problems.append(Problem(shown(name), None, "", _("it is a link, not a file.")))
        elif not stat.S_ISREG(status.st_mode):
            problems.append(Problem(shown(name), None, "", _("it is not a file.")))
    problems += too_large(sizes)
    files: dict[str, bytes] = {}
    for name in sizes if not problems else ():
        try:
            with (folder / name).open("rb") as file:
                files[name] = file.read(LARGEST_FILE + 1)
        except OSError as wrong:
            says = _("it cannot be read (%(why)s).") % {"why": wrong.strerror}
            problems.append(Problem(shown(name), None, "", says))
            continue
        if len(files[name]) > LARGEST_FILE:  # it grew since it was weighed
            problems.append(Problem(shown(name), None, "", too_large_says()))
    if problems:
        raise PacketRefused(problems)
    return files
