"""What people write in circles."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.ui.forms import LineField
from maillage_community.models import Report, Topic
from maillage_community.topics.markdown import MAX_LENGTH

MARKDOWN_HELP = _("Plain text. A line starting with a hyphen makes a list, **two stars** bold.")


def message_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=MARKDOWN_HELP,
    )


class JoinForm(forms.Form):
    """Acceptance of the charter as it was shown."""

    charter_version = forms.IntegerField(widget=forms.HiddenInput)
    accept = forms.BooleanField(
        label=_("I accept the charter of this circle"),
        error_messages={"required": _("Tick this box to join: everyone here has accepted it.")},
    )


class TopicForm(forms.ModelForm):
    body = message_field(_("Your message"))

    class Meta:
        model = Topic
        fields: ClassVar = ["kind", "title", "body"]
        field_classes: ClassVar = {"title": LineField}
        labels: ClassVar = {"kind": _("What is it about?"), "title": _("In one sentence")}


class ReplyForm(forms.Form):
    body = message_field(_("Your reply"))


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
