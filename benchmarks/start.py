"""`make demo` from a clean clone with a warm package cache: how long until the first page."""

import os
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.measuring import Line
from benchmarks.memory import free_port

HERE = Path(__file__).resolve().parent.parent


def main() -> None:
    """Clone, make demo, ask until a page comes; then once more on the same folder."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as folder:
        clone = Path(folder) / "muster"
        subprocess.run(["git", "clone", "-q", str(HERE), str(clone)], check=True)
        print(Line("make demo in a clean clone, to the first page", _first_page(clone), "s", 20))
        print(Line("make demo once more, to the first page", _first_page(clone), "s"))


def _first_page(clone: Path) -> float:
    """Seconds from `make demo` to the first page."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if k not in ("MUSTER_HOME", "DATABASE_URL")}
    start = time.perf_counter()
    serving = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=clone,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                    page.read()
                return time.perf_counter() - start
            except OSError:
                if serving.poll() is not None or time.perf_counter() - start > 300:
                    raise SystemExit("make demo did not serve a page") from None
                time.sleep(0.1)
    finally:
        serving.terminate()
        serving.wait(timeout=30)


if __name__ == "__main__":
    main()
