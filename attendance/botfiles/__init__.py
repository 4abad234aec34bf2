"""A bot's folder: which files it may hold, as a folder, as a ZIP, and the rows of its config.csv. No database."""
