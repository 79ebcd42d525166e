"""Colours that editors choose."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

is_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six digits: #0b5563."))


def colour_field(label: str, default: str) -> models.CharField:
    """A ``#rrggbb`` value."""
    return models.CharField(label, max_length=7, default=default, validators=[is_colour])
