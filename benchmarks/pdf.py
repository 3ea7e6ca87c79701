"""The report as PDF: typst beside WeasyPrint, the same content in the same run; database to PDF."""

import re
import shutil
import sys
from pathlib import Path

from benchmarks.measuring import Line, median_ms
from benchmarks.scratch import scratch_database

GRIDS = re.compile(r"display\s*:\s*(?:inline-)?(?:grid|flex)")
NO_PANGO = (
    "WeasyPrint cannot find Pango, so there is nothing to compare with."
    " On Debian 12: sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


def main() -> None:
    """Print the times, and their ratio."""
    with scratch_database():
        from django.conf import settings

        from muster.builds.models import Build
        from muster.reports.edition import Edition
        from muster.reports.render.glyphs import printable
        from muster.reports.render.pdf import render_pdf, typeset
        from muster.reports.render.told import told
        from muster.reports.render.web import render_html
        from muster.reports.snapshot import snapshot_of

        try:
            import weasyprint
        except OSError:
            weasyprint = None
            print(NO_PANGO, file=sys.stderr)
        for build in Build.objects.select_related("program").order_by("key"):
            snapshot = snapshot_of(build)
            edition = Edition()
            paper = told(snapshot, edition, language="en", letters=printable)
            typst_ms = median_ms(lambda paper=paper: typeset(paper), times=15, warm=2)
            print(Line(f"{build.key}, the typst step, the same data again", typst_ms, "ms"))
            papers = iter(
                [
                    told(
                        snapshot | {"mission": f"{snapshot['mission']} {number}"},
                        edition,
                        language="en",
                        letters=printable,
                    )
                    for number in range(20)
                ]
            )

            def changed(papers=papers) -> bytes:
                return typeset(next(papers))

            changed_ms = median_ms(changed, times=15, warm=2)
            print(Line(f"{build.key}, the typst step, other data each time", changed_ms, "ms"))
            if weasyprint is not None:
                # Grids and flexible boxes cost WeasyPrint several times as much, and one of our
                # pages stops it; in plain blocks, which favours it, it sets both.
                html = GRIDS.sub("display:block", render_html(snapshot, edition))
                weasy_ms = median_ms(
                    lambda html=html: weasyprint.HTML(string=html).write_pdf(
                        pdf_variant="pdf/ua-1", pdf_tags=True
                    ),
                    times=5,
                )
                print(Line(f"{build.key}, WeasyPrint, the same content", weasy_ms, "ms"))
                share = 100 * changed_ms / weasy_ms
                print(Line(f"{build.key}, typst of WeasyPrint’s time, other data", share, "%", 10))
                share = 100 * typst_ms / weasy_ms
                print(
                    Line(f"{build.key}, typst of WeasyPrint’s time, the same data", share, "%", 10)
                )

            def from_the_rows(key=build.key, edition=edition) -> bytes:
                row = Build.objects.select_related("program").get(key=key)
                return render_pdf(snapshot_of(row), edition)

            def without_charts() -> bytes:
                shutil.rmtree(Path(settings.CHART_CACHE), ignore_errors=True)
                return from_the_rows()

            kept = median_ms(from_the_rows, times=15, warm=2)
            print(Line(f"{build.key}, database to PDF, charts cached", kept, "ms", 100))
            fresh = median_ms(without_charts, times=7, warm=1)
            print(Line(f"{build.key}, database to PDF, charts drawn anew", fresh, "ms", 300))


if __name__ == "__main__":
    main()
