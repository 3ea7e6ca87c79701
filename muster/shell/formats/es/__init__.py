"""Spanish as it is written in the United States and in Mexico."""
