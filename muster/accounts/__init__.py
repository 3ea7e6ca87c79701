"""Who signs in, which programs they are members of, and what each role may do.

Words owned here: user, member, role, right.
"""
