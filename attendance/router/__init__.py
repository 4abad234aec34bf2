"""Between channels, bots and people: who gets a customer's message, and how answers travel back."""
