"""The views of the pages that span rooms, one module for each page."""
