"""The heart: conversations, their messages, and who owns them."""
