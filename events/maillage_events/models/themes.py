"""The column that holds the themes of an event."""

from __future__ import annotations

from maillage.themes import Theme
from maillage_events.models.multiple_choice import SeveralField


class ThemesField(SeveralField):
    vocabulary = Theme
