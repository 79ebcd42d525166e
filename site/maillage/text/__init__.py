"""Text compared and written: accents, cells of spreadsheets."""

from maillage.text.accents import fold

__all__ = ["fold"]
