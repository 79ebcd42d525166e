"""Joining a circle."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class JoinForm(forms.Form):
    """Acceptance of the charter as it was shown."""

    charter_version = forms.IntegerField(widget=forms.HiddenInput)
    accept = forms.BooleanField(
        label=_("I accept the charter of this circle"),
        error_messages={"required": _("Tick this box to join: everyone here has accepted it.")},
    )
