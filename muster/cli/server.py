"""The server itself: granian with one worker, which has four threads that block.

It imports nothing of Muster; the worker does. `muster serve` prepares everything and then becomes
this process, so that what it needed for preparing is gone from memory.
"""

import os
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server


def run(host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM, and finish what has begun; do the jobs meanwhile."""
    os.environ.setdefault("MUSTER_WORKER", "embedded")
    Server(
        "muster.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
    ).serve()


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
