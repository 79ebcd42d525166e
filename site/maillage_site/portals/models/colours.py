"""Colours that editors choose."""

from __future__ import annotations

from math import floor

from django.core.validators import RegexValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

is_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six digits: #0b5563."))


def told_contrast(ratio: float) -> str:
    """A ratio in words, never above what it is: 4.46 does not reach 4.5."""
    return number_format(floor(10 * ratio) / 10, 1)


def colour_field(label: str, default: str) -> models.CharField:
    """A ``#rrggbb`` value."""
    return models.CharField(label, max_length=7, default=default, validators=[is_colour])
