"""Phone numbers that editors write."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.ui.phones import tel

# Ten digits, a short number (39 39), or a country's own.
CALLED = re.compile(r"0\d{9}|[13]\d{3}|\+\d{6,15}", re.ASCII)
WRITTEN = re.compile(r"[\d+ .()\u00a0\u202f-]+", re.ASCII)


def can_be_called(number: str) -> None:
    """Raises ValidationError for what no phone can call."""
    if not (WRITTEN.fullmatch(number) and CALLED.fullmatch(tel(number))):
        raise ValidationError(_("Write the number as 03 85 39 55 00, 39 39 or +262 262 90 20 20."))
