"""Days in English with their months spelled out: the framework writes "Jan. 16, 2020"."""

DATE_FORMAT = "F j, Y"
