"""Where the pages of this room are: lists, records, imports, pairs, and who covers a place."""

from django.urls import URLPattern, path

from muster.directory.record_urls import RECORDS
from muster.directory.views import cover, import_steps, imports, list_acts, lists, pairs, subject

# lists
_LISTS: list[URLPattern] = [
    path("directory/", lists.directory, name="directory"),
    path("directory/organizations/", lists.organizations, name="organizations"),
    path("directory/sites/", lists.sites, name="sites"),
    path("directory/people/", lists.people, name="people"),
    path("directory/lists/<slug:noun>/save/", lists.save, name="save-list"),
    path("directory/lists/<int:pk>/change/", lists.change, name="change-list"),
    path("directory/lists/<int:pk>/delete/", lists.delete, name="delete-list"),
    path("directory/lists/<int:pk>/back/", lists.bring_back, name="bring-list-back"),
    path("directory/lists/<int:pk>/take-out/", lists.take_out, name="take-out-of-list"),
    path("directory/lists/<int:pk>/put-back/", lists.put_back, name="put-back-into-list"),
    path("directory/lists/<slug:noun>/take-along/", list_acts.take_along, name="take-list-along"),
    path("directory/lists/<slug:noun>/add/", list_acts.add_to_list, name="add-to-list"),
    path("directory/lists/<slug:noun>/deactivate/", list_acts.deactivate, name="deactivate-list"),
]
# records
_RECORDS: list[URLPattern] = RECORDS
# imports
_IMPORTS: list[URLPattern] = [
    path("directory/imports/", imports.imports, name="imports"),
    path("directory/imports/new/", imports.new, name="new-import"),
    path("directory/imports/<slug:key>/", imports.import_, name="import"),
    path("directory/imports/<slug:key>/columns/", import_steps.columns, name="import-columns"),
    path("directory/imports/<slug:key>/read/", import_steps.read, name="import-read"),
    path("directory/imports/<slug:key>/forget/", import_steps.forget, name="import-forget"),
    path("directory/imports/<slug:key>/check/", import_steps.check, name="import-check"),
    path("directory/imports/<slug:key>/rows/", import_steps.rows, name="import-rows"),
    path("directory/imports/<slug:key>/refused.csv", import_steps.refused, name="import-refused"),
    path("directory/imports/<slug:key>/apply/", import_steps.apply, name="import-apply"),
    path("directory/imports/<slug:key>/undo/", imports.undo, name="import-undo"),
]
# pairs
_PAIRS: list[URLPattern] = [
    path("directory/duplicates/", pairs.pairs, name="pairs"),
    path("directory/duplicates/undo/", pairs.undo, name="undo-last-pair"),
    path("directory/duplicates/look/", pairs.look, name="look-for-pairs"),
    path("directory/duplicates/<int:pk>/", pairs.pair, name="pair"),
    path("directory/duplicates/<int:pk>/decide/", pairs.decide, name="decide-pair"),
    path("directory/merges/<int:pk>/undo/", pairs.unmerge, name="undo-merge"),
]
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

# what a person may ask of us
_PERSON = "directory/people/<slug:key>/"
_SUBJECT: list[URLPattern] = [
    path(f"{_PERSON}data/", subject.held, name="person-data"),
    path(f"{_PERSON}data/file/", subject.held_file, name="person-data-file"),
    path(f"{_PERSON}erase/", subject.erase, name="erase-person"),
    path(f"{_PERSON}erase/confirm/", subject.confirm, name="confirm-erasure"),
    path(f"{_PERSON}erase/take-back/", subject.take_back, name="take-erasure-back"),
    path(f"{_PERSON}erase/refuse/", subject.refuse, name="refuse-erasure"),
]

urlpatterns = [*_LISTS, *_RECORDS, *_IMPORTS, *_PAIRS, *_COVER, *_SUBJECT]
