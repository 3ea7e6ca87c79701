"""What a program aims at, and the words and lists that it works with.

A program pack is a folder of TOML files: goals, sectors and roles, questionnaires, measures,
curricula, materials, frameworks, terms and reporting guidance. `pack.read_pack` reads and checks
one, `load.load_pack` puts it into a program, `write.pack_files` writes a program's rows out again
as the same files. Rows are found by keys and codes that never change, so that a pack can be loaded
again.

Words owned here: Goal, Sector, Role, Questionnaire, Item, Option, Measure, Curriculum, Material,
Framework, Component, Term, Guidance.
"""
