"""The admin's date pickers leave alone what was typed: the server answers for it."""

from __future__ import annotations

from functools import wraps

from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

Input = AdminDateInput | AdminTimeInput | AdminDateTimeInput


def leave_what_is_typed() -> None:
    """On leaving a field, the picker put today's date in the place of what it did not read."""
    for widget in (AdminDateInput, AdminTimeInput, AdminDateTimeInput):
        _without_replacing(widget)


def _without_replacing(widget: type[Input]) -> None:
    stock = widget.get_config

    @wraps(stock)
    def get_config(self: Input) -> dict[str, object]:
        return {**stock(self), "validateOnBlur": False}

    widget.get_config = get_config
