"""Tables as scripts see them (10.4): the customers, and those that a bot declares or makes for itself."""
