"""What keeps a page from being published, on every way to publication."""
