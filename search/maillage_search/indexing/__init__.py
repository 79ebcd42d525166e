"""Keeping the engines in step with the database: message by message, or all at once."""
