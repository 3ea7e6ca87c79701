"""Where the pages of this room are."""

from django.urls import path

from muster.web.views import audit, figures, home, palette, quotes, retention, today, withdraw

_FIGURE = "builds/<slug:key>/figures/<slug:measure>/"

urlpatterns = [
    path("", today.today, name="today"),
    path("find/", palette.find, name="find"),
    path("audit/", audit.audit, name="audit"),
    path("audit/export/", audit.export, name="audit-export"),
    path("retention/", retention.retention, name="retention"),
    path("retention/keep/", retention.keep, name="keep-for"),
    path("builds/<slug:key>/", home.build, name="build"),
    path("builds/<slug:key>/figures/", figures.figures, name="figures"),
    path(_FIGURE, figures.figure, name="figure"),
    path(f"{_FIGURE}rows.csv", figures.rows_csv, name="figure-csv"),
    path("builds/<slug:key>/quotes/", quotes.quotes, name="quotes"),
    path("builds/<slug:key>/quotes/override/", quotes.override, name="override-quote"),
    path("builds/<slug:key>/quotes/<slug:quote>/withdraw/", quotes.withdraw, name="withdraw-quote"),
    path(
        "builds/<slug:key>/outcomes/<slug:outcome>/withdraw/",
        withdraw.outcome,
        name="withdraw-outcome",
    ),
]
