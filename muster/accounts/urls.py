"""Where the pages of this room are."""

from django.urls import path

from muster.accounts import views

urlpatterns = [path("program/switch/", views.switch_program, name="program-switch")]
