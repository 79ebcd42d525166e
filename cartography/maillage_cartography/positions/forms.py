"""Where a place is, as a coordinator writes it: two numbers, as maps give them."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.values import Point

WRITTEN = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,15})?)\s*[,;]\s*([+-]?\d{1,3}(?:\.\d{1,15})?)")


class PointField(forms.CharField):
    """``46.3069, 4.8287``, cleaned into a Point."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"max_length": 60} | kwargs)

    def clean(self, value: object) -> Point:
        """Raises ValidationError when it is no position, or where no commune is."""
        found = WRITTEN.fullmatch(super().clean(value).strip())
        try:
            point = Point(float(found[1]), float(found[2])) if found else None
        except ValueError:
            point = None
        if point is None or point == Point(0, 0):
            raise ValidationError(_("Write the position as two numbers, like 46.3069, 4.8287."))
        return point


class MoveForm(forms.Form):
    position = PointField(label=_("Position, as a map gives it"))
