"""The field in which people write a message."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage_community.writing.markdown import MAX_LENGTH

MARKDOWN_HELP = _("Plain text. A line starting with a hyphen makes a list, **two stars** bold.")


def message_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=MARKDOWN_HELP,
    )
