"""What they said: responses and answers that belong to nobody, and quotes with leave to print.

Words owned here: response, answer, quote, permission.
"""
