"""The pages of this room: the desk, what is done there, previews, and what the public reads."""
