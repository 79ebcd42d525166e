"""Lists that Wagtail exports as CSV: a title that a spreadsheet would run leaves as text."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from maillage.text.spreadsheets import neutral

if TYPE_CHECKING:
    from collections.abc import Callable


def neutral_exports() -> None:
    """Once, when the apps are ready. Wagtail does so in its XLSX files alone."""
    SpreadsheetExportMixin.preprocess_field_value = _neutral(
        SpreadsheetExportMixin.preprocess_field_value
    )


def _neutral(stock: Callable[..., object]) -> Callable[..., object]:
    @wraps(stock)
    def preprocess(view: SpreadsheetExportMixin, field: str, value: object, kind: str) -> object:
        cell = stock(view, field, value, kind)
        return neutral(cell) if kind == view.FORMAT_CSV and isinstance(cell, str) else cell

    return preprocess
