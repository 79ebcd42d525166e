"""Maillage plugin: events."""
