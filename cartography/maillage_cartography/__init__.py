"""Maillage plugin: cartography."""
