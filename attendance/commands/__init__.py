"""The commands of `attendance`, one per file: they read options, call the product, and print."""
