"""`python -m muster.packets` writes the schema and the reference’s tables to docs/reference."""

import json
import os
from pathlib import Path

import django

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def main() -> None:
    """Write both files anew."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muster.settings")
    django.setup()
    # Models can be read only from here on.
    from muster.packets.reference import with_tables  # noqa: PLC0415
    from muster.packets.schema import json_schema  # noqa: PLC0415

    schema = json.dumps(json_schema(), indent=2, ensure_ascii=False)
    (REFERENCE / "build-packet.schema.json").write_text(f"{schema}\n", encoding="utf-8")
    page = REFERENCE / "build-packet.md"
    page.write_text(with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
