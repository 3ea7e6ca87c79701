"""The `muster` command.

Each module here holds one group of commands and calls the same rules that the pages call. Nothing
is decided here: words come in, a rule is called, what happened is told. `--help` answers before
Django is there, so what needs Django is imported inside the commands.
"""
