"""Figures that somebody has counted, and when: without a source a figure says nothing."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue, URLBlock

NAME = "key_figures"
NARROW_SPACE = "\u202f"
# Before each three digits that end a whole number.
THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+(?!\d))")


class Figure(StructValue):
    """A figure as it is shown."""

    @property
    def shown(self) -> str:
        """``13000`` is read as 13 000; what is typed with spaces or letters stays as it is."""
        whole, comma, decimals = str(self["number"]).strip().partition(",")
        if whole.isdecimal() and len(whole) > 3:
            whole = THOUSANDS.sub(NARROW_SPACE, whole)
        return f"{whole}{comma}{decimals}"


class KeyFigureBlock(StructBlock):
    number = CharBlock(
        max_length=20, label=_("key figure"), help_text=_("In digits: 12000, or 18,5.")
    )
    unit = CharBlock(
        required=False, max_length=40, label=_("unit"), help_text=_("%, million people, places…")
    )
    counts = CharBlock(max_length=160, label=_("what it counts"))
    source = CharBlock(max_length=120, label=_("source"))
    date = CharBlock(
        max_length=40, label=_("date"), help_text=_("Of the figure: 2025, or March 2026.")
    )
    link = URLBlock(required=False, label=_("address of the source"))

    class Meta:
        value_class = Figure


class KeyFiguresBlock(StructBlock):
    """A few figures, one after the other for who listens to the page."""

    title = CharBlock(required=False, max_length=120, label=_("title"))
    figures = ListBlock(KeyFigureBlock(), min_num=1, max_num=6, label=_("key figures"))

    class Meta:
        icon = "decimal"
        label = _("key figures")
        template = "maillage_home/blocks/key_figures.html"
        description = _("A few figures, each with what it counts, its source and its date")
        preview_value = {
            "title": "Le numérique en France",
            "figures": [
                {
                    "number": "13",
                    "unit": "millions de personnes",
                    "counts": "sont en difficulté avec les outils numériques",
                    "source": "ANCT",
                    "date": "2023",
                }
            ],
        }
