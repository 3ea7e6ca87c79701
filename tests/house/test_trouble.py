"""What the console of a running Muster says: trouble of ours, and nothing else."""

import pytest

from tests import rows
from tests.people import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(client):
    client.force_login(join(rows.program(), name="Vera Holm", role="viewer").user)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("path", "status"), [("/builds/", 403), ("/nowhere/", 404)])
def test_who_is_told_no_leaves_no_trace_of_a_fault(viewer, caplog, path, status):
    answer = viewer.get(path)

    assert (answer.status_code, caplog.records) == (status, [])


def test_a_page_that_fails_leaves_its_trace(viewer, caplog, monkeypatch):
    def fail(*_given: object) -> None:
        raise ValueError("the page is broken")

    monkeypatch.setattr("muster.reports.views.published.newest_published", fail)

    answer = viewer.get("/reports/")

    assert answer.status_code == 500
    assert [record.exc_info[0] for record in caplog.records] == [ValueError]
