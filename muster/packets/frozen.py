"""Frozen versions in a packet are of its build, and are read at an address that is its own."""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from muster.core.problems import Problem
from muster.packets.rows import Pages


def of_another(pages: Pages) -> Iterator[Problem]:
    """What of the reports and the address in *pages* does not belong to the build of the packet."""
    keys = {
        name: section.values["key"]
        for name in ("program", "build")
        if (section := pages.sections.get(name)) is not None and "key" in section.values
    }
    for row in pages.rows["reports"]:
        if not row.sound:
            continue
        content = json.loads(row.values["snapshot"])
        for name, key in keys.items():
            if content[name]["key"] != key:
                says = _("the field “%(path)s” is “%(found)s”, and the packet is of “%(key)s”.")
                words = {"path": f"{name}.key", "found": content[name]["key"], "key": key}
                yield row.problem("snapshot", says % words)
    for row in pages.rows["public_addresses"] if "build" in keys else ():
        if row.sound and row.values["listed"] and row.values["slug"] != keys["build"]:
            says = _("a listed address ends in the key of the build, “%(key)s”.")
            yield row.problem("slug", says % {"key": keys["build"]})
