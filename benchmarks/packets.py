"""A build packet: how long it takes to load and to write one out."""

from datetime import UTC, datetime

from benchmarks.measuring import Line, median_ms
from benchmarks.scratch import scratch_database


def main() -> None:
    """Export each shipped build, and load it over itself, which changes nothing."""
    with scratch_database():
        from muster.builds.models import Build
        from muster.packets.export import export_packet
        from muster.packets.load import load_packet

        for build in Build.objects.select_related("program").order_by("key"):
            files = export_packet(build)
            taken = median_ms(lambda build=build: export_packet(build), times=7)
            print(Line(f"{build.key}, written out", taken, "ms"))
            taken = median_ms(
                lambda files=files: load_packet(files, by="benchmark", now=datetime.now(UTC)),
                times=5,
            )
            print(Line(f"{build.key}, loaded over itself", taken, "ms"))


if __name__ == "__main__":
    main()
