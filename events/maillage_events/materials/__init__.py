"""What a date leaves: replay, slides, minutes."""
