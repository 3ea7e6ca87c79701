"""A database of its own for a benchmark: made, filled with the shipped packets, and thrown away."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path


@contextmanager
def scratch_database() -> Iterator[Path]:
    """Set Django up on an empty SQLite database in a folder of its own, with all packets loaded.

    Once in a process: Django is set up once.
    """
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "muster.settings",
            "MUSTER_HOME": folder,
            "DATABASE_URL": "",
            "PYTEST_VERSION": "",
        }
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connections

        from muster.packets.files import read_files
        from muster.packets.load import load_packet

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        for packet in sorted(settings.BUILD_PACKETS.iterdir()):
            if (packet / "packet.toml").exists():
                load_packet(read_files(packet), by="benchmark", now=datetime.now(UTC))
        yield Path(folder)
        connections.close_all()
