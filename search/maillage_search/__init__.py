"""Maillage plugin: search."""
