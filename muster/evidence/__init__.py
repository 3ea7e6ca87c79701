"""Honest numbers and honest words: what may be printed of a figure, a table or a sentence.

Words owned here: figure, head count, interval, bounds, basis, threshold, breakdown, release,
finding, term, typed number, measured.

The room is pure: it imports neither Django nor another room. Thresholds, terms, known names and the
translation come in as arguments; rooms above register how their measures are counted in `measures`.
"""
