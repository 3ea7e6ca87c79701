"""The report: the goal ledger, the checks, the frozen snapshot, sign-off, and publication.

Words owned here: evidence, passage, override, report, sign-off, tombstone.
"""
