"""What a question that is being typed may be: needs, towns, titles, coming events."""
