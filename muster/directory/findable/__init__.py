"""What is searched: a table beside the directory that the database itself keeps right.

Each organization, site and person that stands for itself has a row here with its words in plain
spelling, and with marks: in which state it is, and that it has ended. Triggers write it, so that no
writer can forget to. A row is of a *scope*, one noun of one program: whatever is asked, is asked
within a scope.

    directory_found       one row for each record: its name, its number, its words
    directory_foundword   the words of a scope and about how many records have each: which word of a
                          question is the rarest, and what a misspelt one may have meant
    directory_findlater   records that were written in bulk and are not in the table yet
    directory_findsource  sources of which all that came is not in the table yet
    directory_inbulk      not empty while somebody writes in bulk (SQLite alone)

On PostgreSQL the words are a `tsvector` under GIN, and are compared by trigrams; on SQLite they are
an FTS5 table with an index of prefixes. `docs/decisions/0013-search.md` has the figures.
"""
