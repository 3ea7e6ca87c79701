"""What came of it: outcomes with the day they were observed and who says so, and introductions.

Words owned here: outcome, stage, introduction.
"""
