"""Language models: the port, a provider that speaks OpenAI's protocol, and a fake that says what it was told to say."""
