"""Where the pages of this room are."""

from django.urls import path

from muster.surveys import proposing, views

_IMPORT = "builds/<slug:key>/answers/import/"

urlpatterns = [
    path("builds/<slug:key>/quotes/proposals/", proposing.propose_quotes, name="propose-quotes"),
    path(_IMPORT, views.new, name="answers-import"),
    path(f"{_IMPORT}<slug:run>/", views.one, name="answers-import-one"),
    path(f"{_IMPORT}<slug:run>/columns/", views.columns, name="answers-import-columns"),
    path(f"{_IMPORT}<slug:run>/check/", views.check, name="answers-import-check"),
    path(f"{_IMPORT}<slug:run>/apply/", views.bring_in, name="answers-import-apply"),
    path(f"{_IMPORT}<slug:run>/undo/", views.take_back, name="answers-import-undo"),
    path(f"{_IMPORT}<slug:run>/give-up/", views.drop, name="answers-import-give-up"),
]
