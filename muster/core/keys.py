"""Keys that say nothing."""

import secrets

# No vowels and nothing that is misread on paper: keys spell no words.
KEY_LETTERS = "23456789bcdfghjkmnpqrstvwxyz"


def random_key(length: int = 10) -> str:
    """A key that says nothing: 28 letters to the power of *length*."""
    return "".join(secrets.choice(KEY_LETTERS) for _letter in range(length))
