"""The bot side of a conversation."""
