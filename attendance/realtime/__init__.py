"""What the screens see, as it happens."""
