"""The column that holds the themes of an event."""

from __future__ import annotations

from maillage.themes import Theme
from maillage_events.several import SeveralField


class ThemesField(SeveralField):
    vocabulary = Theme
