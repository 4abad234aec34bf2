"""Conversational BASIC: the language. Knows nothing of the product and needs nothing but the standard library."""
