"""One person's own search, in the communities that they are a member of."""
