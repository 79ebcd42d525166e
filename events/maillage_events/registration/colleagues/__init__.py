"""Signing up colleagues."""
