"""Why a portal is not closed, or not opened again."""

from __future__ import annotations


class NationalPortal(Exception):
    """The nation's portal stays open: every other one leads to it."""


class NeverOpened(Exception):
    """Nobody has read the portal, or nobody reads it: it is given up, or put online first."""


class HeirIsNotOpen(Exception):
    """What is handed on goes to a portal that readers may enter, and not to itself."""


class TooLate(Exception):
    """What undoing needs was kept for thirty days."""


class StillClosed(Exception):
    """The portal can still be opened again as it was: it is neither completed nor put online."""
