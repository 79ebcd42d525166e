"""What readers say of a message to the moderators."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage_community.models import Report


class ReportForm(forms.ModelForm):
    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )

    class Meta:
        model = Report
        fields: ClassVar = ["reason", "comment"]
        labels: ClassVar = {"comment": _("More details")}
