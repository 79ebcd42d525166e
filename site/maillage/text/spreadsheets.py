"""Cells that a spreadsheet would run: shown as text when they leave, themselves when they return.

``=1+1`` leaves as ``'=1+1``; a phone (``+33385395500``, ``+33 6 12 34 56 78``) or a coordinate
stays as it is.
"""

from __future__ import annotations

import re

# The second is a phone as people type it. ``+33-6`` is none: a spreadsheet would subtract.
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?|\+\d{1,3}(\s*\(0\))?[\d\s.]*")
# The last four are what the first four are typed as in some spreadsheets.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is shown as text; numbers stay numbers."""
    if cell.startswith(STARTS) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def plain(cell: str) -> str:
    """The cell as it was before it was made neutral."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(STARTS) else cell
