"""Attendants who work in a messenger: conversations go there and back, commands do what the console's buttons do."""
