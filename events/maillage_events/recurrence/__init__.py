"""Repetition rules, clocks on the wall and time zones: pure values."""
