"""The pages that span rooms: Today, a build's home, a figure walked back to its rows, the quotes.

Nothing is decided here: a page asks the rooms below and puts what they say side by side.
"""
