"""Where the pages of this room are."""

from django.urls import path

from muster.builds import asking, views

urlpatterns = [
    path("builds/", views.builds, name="builds"),
    path("builds/<slug:key>/plan/", views.plan, name="plan"),
    path("builds/<slug:key>/room/", views.room, name="room"),
    path("builds/<slug:key>/room/lists/", views.room_lists, name="room-lists"),
    path(
        "builds/<slug:key>/room/lists/<slug:run>/take-back/",
        views.unseat_list,
        name="unseat-list",
    ),
    path("builds/<slug:key>/proposals/", asking.proposals, name="proposals"),
    path(
        "builds/<slug:key>/proposals/<int:number>/answer/",
        asking.answer,
        name="answer-proposal",
    ),
    path("builds/<slug:key>/room.csv", views.room_csv, name="room-csv"),
]
