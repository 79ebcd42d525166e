"""What people write in circles."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.ui.forms import LineField
from maillage_community.models import Topic
from maillage_community.writing.fields import message_field


class TopicForm(forms.ModelForm):
    body = message_field(_("Your message"))

    class Meta:
        model = Topic
        fields: ClassVar = ["kind", "title", "body"]
        field_classes: ClassVar = {"title": LineField}
        labels: ClassVar = {"kind": _("What is it about?"), "title": _("In one sentence")}


class ReplyForm(forms.Form):
    body = message_field(_("Your reply"))
