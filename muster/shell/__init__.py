"""What every page stands on: base templates, components, static files, error pages.

Words owned here: bar, road, milepost, squares, sign, note. Nothing in this room knows a build or a
report: it draws what it is given.
"""
