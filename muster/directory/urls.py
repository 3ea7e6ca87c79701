"""Where the pages of this room are: lists, records, imports, pairs, and who covers a place."""

from django.urls import URLPattern

# lists
_LISTS: list[URLPattern] = []
# records
_RECORDS: list[URLPattern] = []
# imports
_IMPORTS: list[URLPattern] = []
# pairs
_PAIRS: list[URLPattern] = []
# who covers a place
_COVER: list[URLPattern] = []

urlpatterns = [*_LISTS, *_RECORDS, *_IMPORTS, *_PAIRS, *_COVER]
