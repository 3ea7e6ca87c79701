"""The names that the shell links to, until and beside the real ones, each with an empty page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def blank(request: HttpRequest, **kwargs: str) -> HttpResponse:
    return render(request, "shell/base.html")


urlpatterns = [
    path("", blank, name="today"),
    path("builds/", blank, name="builds"),
    path("builds/<slug:key>/", blank, name="build"),
    path("reports/", blank, name="published-reports"),
    path("program/", blank, name="program"),
    path("directory/organizations/", blank, name="organizations"),
    path("find/", blank, name="find"),
    path("", include("muster.accounts.urls")),
]
