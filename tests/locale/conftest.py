"""The Spanish of the catalog, compiled anew: not what a set-up of yesterday has left."""

import shutil
from collections.abc import Iterator

import polib
import pytest
from django.test import override_settings

from muster.reports.render import retell
from muster.shell.catalogs import compile_catalogs
from tests.locale.strings import CATALOG


@pytest.fixture(scope="session")
def catalog() -> polib.POFile:
    return polib.pofile(str(CATALOG))


@pytest.fixture(scope="module", autouse=True)
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("locale")
    (folder / "es" / "LC_MESSAGES").mkdir(parents=True)
    shutil.copy(CATALOG, folder / "es" / "LC_MESSAGES")
    compile_catalogs(folder)
    retell._known.cache_clear()
    with override_settings(LOCALE_PATHS=[folder]):
        yield
    retell._known.cache_clear()
