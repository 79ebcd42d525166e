"""What would make a page easier to read, said to who writes it: hints, never a refusal."""
