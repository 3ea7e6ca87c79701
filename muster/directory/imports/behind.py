"""What was decided is written while the next rows are decided.

PostgreSQL works on the rows of a batch longer than we take to decide the next one. So a thread
hands them over, on the connection of the import: it is one transaction as before. Whoever else asks
something on that connection (by `execute`) waits until the rows are there, and sees them.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection


class Behind:
    """Does one piece of writing at a time, behind the back of who asked for it."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._written: Future[None] | None = None

    def write(self, write: Callable[[], None]) -> None:
        """Let *write* be done, when what was asked for before it is; it uses no Django."""
        self.wait()
        self._written = self._threads.submit(write)

    def wait(self) -> None:
        """Return when everything is written.

        Raises:
            DatabaseError: the database refused it.
        """
        written, self._written = self._written, None
        if written is not None:
            written.result()

    def before_asking(
        self, ask: Callable[..., Any], sql: str, given: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Wait, then *ask*: the connection does one thing at a time."""
        self.wait()
        return ask(sql, given, many, context)


@contextmanager
def behind() -> Iterator[Behind]:
    """Write behind as long as the block lasts; at its end everything is written, or refused."""
    with ThreadPoolExecutor(1, thread_name_prefix="import") as threads:
        writing = Behind(threads)
        with connection.execute_wrapper(writing.before_asking):
            yield writing
            writing.wait()
