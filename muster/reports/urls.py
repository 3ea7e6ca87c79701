"""Where the pages of this room are."""

from django.urls import path

from muster.reports.views import acts, desk, preview, public, published, writing

_DESK = "builds/<slug:key>/report/"
_CHECK = f"{_DESK}checks/<slug:fingerprint>/"
_VERSION = f"{_DESK}v/<int:version>/"

urlpatterns = [
    path(_DESK, desk.desk, name="desk"),
    path(f"{_DESK}words/<slug:name>/", writing.words, name="desk-words"),
    path(_CHECK, acts.let_stand, name="let-stand"),
    path(f"{_CHECK}take-back/", acts.take_back, name="take-back"),
    path(f"{_DESK}freeze/", acts.freeze, name="freeze"),
    path(f"{_DESK}list/", acts.list_or_unlist, name="list-or-unlist"),
    path(_VERSION, preview.version, name="version"),
    path(f"{_VERSION}report.<slug:ending>", preview.version_file, name="version-file"),
    path(f"{_VERSION}review/", acts.review, name="review"),
    path(f"{_VERSION}publish/", acts.publish, name="publish"),
    path(f"{_VERSION}withdraw/", acts.withdraw, name="withdraw-version"),
    path(f"{_DESK}preview/", preview.preview, name="preview"),
    path(f"{_DESK}preview.<slug:ending>", preview.preview_file, name="preview-file"),
    path("reports/", published.published_reports, name="published-reports"),
    path("r/", public.public_reports, name="public-reports"),
    path("r/<slug:slug>/", public.public_report, name="public-report"),
    path("r/<slug:slug>/report.<slug:ending>", public.public_file, name="public-file"),
    path("r/<slug:slug>/v/<int:version>/", public.public_report, name="public-version"),
    path(
        "r/<slug:slug>/v/<int:version>/report.<slug:ending>",
        public.public_file,
        name="public-version-file",
    ),
]
