"""Where the pages of this room are."""

from django.urls import path

from muster.followup import views

_ONE = "builds/<slug:key>/outcomes/<slug:outcome>/"

urlpatterns = [
    path("builds/<slug:key>/outcomes/", views.outcomes, name="outcomes"),
    path("builds/<slug:key>/outcomes/new/", views.new_outcome, name="new-outcome"),
    path(_ONE, views.outcome, name="outcome"),
    path(f"{_ONE}change/", views.change, name="change-outcome"),
    path(f"{_ONE}confirm/", views.confirm, name="confirm-outcome"),
    path(f"{_ONE}introductions/<int:position>/", views.introduce, name="introduce"),
]
