"""Muster runs coalition builds: who was in the room, what they said, what came of it.

Every number and sentence that it publishes can be walked back to the people and acts behind it.
"""

__version__ = "0.1.0"
