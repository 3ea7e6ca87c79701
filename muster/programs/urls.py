"""Where the pages of this room are."""

from django.urls import path

from muster.programs import views

urlpatterns = [
    path("program/", views.program, name="program"),
    path("program/guidance/<slug:state>/", views.guidance, name="guidance"),
]
