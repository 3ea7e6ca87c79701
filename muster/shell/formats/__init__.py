"""How numbers and days are written, where a language's own habit differs from the framework's."""
