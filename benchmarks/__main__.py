"""`python -m benchmarks [NAME …]`: each in a process of its own, so that none warms another."""

import subprocess
import sys

ALL = (
    "pdf", "pages", "packets", "memory", "start", "record", "matching", "search", "imports",
)  # fmt: skip


def main() -> int:
    """Run the benchmarks that are named, or all of them; 1 when one could not be run."""
    names = sys.argv[1:] or list(ALL)
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are: {', '.join(ALL)}.")
        return 2
    failed = 0
    for name in names:
        print(f"— {name} " + "—" * (74 - len(name)), flush=True)
        failed |= subprocess.call([sys.executable, "-m", f"benchmarks.{name}"])
    return 1 if failed else 0


sys.exit(main())
