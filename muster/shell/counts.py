"""How many, as the reader's language writes a large number; templates have the same as a filter."""

from django.utils.formats import number_format


def counted(many: int) -> str:
    """“10,000”, or “10 000” where the language writes it so."""
    return str(number_format(many, force_grouping=True, use_l10n=True))
