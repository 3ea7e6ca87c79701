"""What Muster is measured by: speed and size, with public tools, in ratios of one run.

`make bench` runs all of it; `make bench ARGS="pdf pages"` only what is named. Nothing here is a
test: a slow machine fails nothing, it prints its own figures.
"""
