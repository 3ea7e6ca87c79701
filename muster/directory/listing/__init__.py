"""Lists of organizations, sites and people: narrowed, counted, put in order, chosen from.

The whole state of a list is in its address: `asked.read` makes a question of it. A list is counted
exactly up to 10,000 rows; of more than that it says so, and shows them by name, because that order
is an index's own. Where a word is looked for, names that begin with it stand first.
"""
