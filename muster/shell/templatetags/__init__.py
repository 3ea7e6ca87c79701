"""The components of a page, as template tags."""
