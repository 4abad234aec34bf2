"""What Messenger and Instagram share: the same webhooks and the same Send API, each with limits of its own."""
