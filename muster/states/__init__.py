"""Where a state stands on each component of a framework, in law and in practice.

Words owned here: adoption.
"""
