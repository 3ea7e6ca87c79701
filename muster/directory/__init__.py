"""Who they are: organizations, their sites, people, the posts they hold and how to reach them.

Words owned here: organization, site, person, post, contact point.
"""
