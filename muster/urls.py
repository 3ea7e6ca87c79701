"""Where each page is."""

from django.urls import include, path

urlpatterns = [
    path("", include("muster.web.urls")),
    path("", include("muster.accounts.urls")),
    path("", include("muster.programs.urls")),
    path("", include("muster.directory.urls")),
    path("", include("muster.builds.urls")),
    path("", include("muster.surveys.urls")),
    path("", include("muster.followup.urls")),
    path("", include("muster.reports.urls")),
]
