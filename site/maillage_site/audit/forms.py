"""What the journal is narrowed by: somebody, a kind of action, days."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from maillage.audit import ACTIONS, label_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from wagtail.models import ModelLogEntry


class JournalForm(forms.Form):
    """Offers those who did something in the entries that one reads, and nobody else."""

    person = forms.ModelChoiceField(
        get_user_model().objects.none(), required=False, label=_("Who"), empty_label=_("Everybody")
    )
    action = forms.ChoiceField(required=False, label=_("What"))
    since = forms.DateField(required=False, label=_("From"), widget=AdminDateInput)
    until = forms.DateField(required=False, label=_("Up to"), widget=AdminDateInput)

    def __init__(self, data: Mapping[str, str], entries: QuerySet[ModelLogEntry]) -> None:
        super().__init__(data)
        self.entries = entries
        people = entries.order_by().exclude(user=None).values("user")
        self.fields["person"].queryset = (
            get_user_model().objects.filter(pk__in=people).order_by("name", "email")
        )
        # Also what a plugin wrote that has gone since.
        written = entries.order_by().values_list("action", flat=True).distinct()
        kinds = sorted((label_of(name), name) for name in {*ACTIONS, *written})
        self.fields["action"].choices = [
            ("", _("Every action")),
            *((name, label) for label, name in kinds),
        ]

    def found(self) -> QuerySet[ModelLogEntry]:
        """The entries asked for; all of them where what is asked cannot be read."""
        asked = self.cleaned_data if self.is_valid() else {}
        found = self.entries
        if asked.get("person"):
            found = found.filter(user=asked["person"])
        if asked.get("action"):
            found = found.filter(action=asked["action"])
        if asked.get("since"):
            found = found.filter(timestamp__gte=_midnight(asked["since"]))
        if asked.get("until"):
            found = found.filter(timestamp__lt=_midnight(asked["until"] + timedelta(days=1)))
        return found


def _midnight(day: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
