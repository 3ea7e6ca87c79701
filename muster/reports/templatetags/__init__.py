"""The words of a report, as template tags."""
