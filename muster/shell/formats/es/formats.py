"""Numbers in Spanish: a point before decimals and a comma between thousands, as in English.

The framework's Spanish is that of Spain: there 61.7% is 61,7 %.
"""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
