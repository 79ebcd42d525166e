"""Signing up for a date, never overbooked."""
