"""National events that territories take up."""
