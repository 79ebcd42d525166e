"""Signing up for several dates in one go."""
