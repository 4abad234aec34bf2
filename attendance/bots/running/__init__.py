"""Scripts at work: an execution is data between its turns, and a turn is one transaction."""
