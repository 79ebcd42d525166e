"""Calendar files and feeds, and how people subscribe to them."""
