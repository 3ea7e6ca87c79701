"""Who was there: a build's life, its agenda and speakers, its partners, and its participants.

Words owned here: build, past build, reported figure, partner, session, speaker, participant.
"""
