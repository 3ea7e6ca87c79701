"""The renderers of a report: PDF, Word, plain text, and the words that they share.

In goes the frozen snapshot (a dictionary that was read from JSON) and its `Edition`; out come
bytes or a text. Nothing here asks the database or the clock, so that the same report always gives
the same file. Text of the report is data everywhere: no renderer reads it as markup.
"""
