"""The pages that span rooms: Today, the way in, switching the program."""
