"""Which records may be one: found in files and in the directory, weighed, and decided by people.

The order of the work: `rows` are plain records; `spell` brings what they say to one spelling;
`model` says which fields are compared, at which levels, and `parameters` what each level weighs;
`pairs` lets Splink compare them and gives scored pairs; `link` gives each row of one register to
one of another. `gather` makes rows of the directory, `find` keeps the pairs for the review desk,
`desk` takes what a member decides there, and `words` says each weight in words.
"""
