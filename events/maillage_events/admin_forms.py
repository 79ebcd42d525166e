"""The editor's form of an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateInput

from maillage.territories.models import Commune
from maillage_events.recurrence import Rule

if TYPE_CHECKING:
    from django.db.models import Model

PLACE_PAGE = re.compile(r"lieux/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
ONCE, WEEKLY, FORTNIGHTLY = "", "1", "2"


class EventPageForm(WagtailAdminPageForm):
    """Asks for the repetition and the commune in plain words."""

    repeats = forms.ChoiceField(
        label=_("Repetition"),
        required=False,
        choices=(
            (ONCE, _("Only once")),
            (WEEKLY, _("Every week, the same day")),
            (FORTNIGHTLY, _("Every other week, the same day")),
        ),
    )
    repeats_until = forms.DateField(
        label=_("Last date"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: until you stop it."),
    )
    commune_code = forms.CharField(
        label=_("INSEE code of the commune"),
        required=False,
        max_length=5,
        help_text=_("Only when the place is not on the map."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        rule = _rule_of(self.instance)
        if rule:
            self.initial["repeats"] = str(rule.interval)
            self.initial["repeats_until"] = rule.until
        self.initial["commune_code"] = self.instance.commune_id

    def clean_place_urn(self) -> str:
        text = self.cleaned_data["place_urn"].strip()
        found = PLACE_PAGE.search(text)
        if found:
            return f"maillage:place:{found[1]}"
        if text and not text.startswith("maillage:"):
            raise forms.ValidationError(_("This is not the address of a place's page."))
        return text

    def clean_commune_code(self) -> str:
        code = self.cleaned_data["commune_code"].strip().upper()
        if code and not Commune.objects.filter(pk=code).exists():
            raise forms.ValidationError(_("No commune has this code."))
        return code

    def clean(self) -> dict[str, object]:
        data = super().clean()
        start = data.get("start_date")
        self.instance.commune_id = data.get("commune_code") or None
        self.instance.rrule = ""
        if start and data.get("repeats"):
            until = data.get("repeats_until")
            if until and until < start:
                self.add_error("repeats_until", _("The last date comes before the first one."))
            interval = int(data["repeats"])
            self.instance.rrule = str(Rule.weekly(start, until=until, interval=interval))
        return data


def _rule_of(page: Model) -> Rule | None:
    return page.rule
