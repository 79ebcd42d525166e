"""Maillage plugin: community."""
