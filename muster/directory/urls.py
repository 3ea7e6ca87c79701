"""Where the pages of this room are: lists, records, imports, pairs, and who covers a place."""

from django.urls import URLPattern, path

from muster.directory.views import cover

# lists
_LISTS: list[URLPattern] = []
# records
_RECORDS: list[URLPattern] = []
# imports
_IMPORTS: list[URLPattern] = []
# pairs
_PAIRS: list[URLPattern] = []
# who covers a place
_COVER: list[URLPattern] = [
    path("directory/answering/", cover.answering, name="answering"),
    path("directory/uncovered/", cover.nobody, name="uncovered"),
    path("directory/organizations/<slug:key>/covers/", cover.covers, name="covers"),
    path(
        "directory/organizations/<slug:key>/covers/<int:row>/end/",
        cover.end_cover,
        name="end-cover",
    ),
]

urlpatterns = [*_LISTS, *_RECORDS, *_IMPORTS, *_PAIRS, *_COVER]
