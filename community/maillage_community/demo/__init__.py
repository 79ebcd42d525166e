"""Conversations for the demo: written for this product, invented first names only."""
