"""The admin's form of a series: events to tick, among those the person may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from maillage.permissions import may_everywhere, territories_where
from maillage.ui.wording import wording
from maillage_events.models import Event, EventSeries, EventShare
from maillage_events.presentation.portals import portal_territories

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.accounts.models import User


class EventsField(forms.ModelMultipleChoiceField):
    """Each event by its title and its first day."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, event: Event) -> str:
        page = next(iter(event.pages.all()), None)
        title = page.title if page else event.uid
        return f"{title} ({wording().day_year(event.local_start)})"


class SeriesForm(WagtailAdminModelForm):
    """An editor puts together the events of their territory and those it took up."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if "events" in self.fields:
            self.fields["events"] = EventsField(
                queryset=events_to_choose(user),
                required=False,
                label=_("Events of the series"),
                help_text=_("The programme follows their dates. A draft is shown once published."),
            )
        if "territory" in self.fields:
            self._offer_territories(user)

    def _offer_territories(self, user: User) -> None:
        """Those with a portal, where the page is read; an editor's own."""
        field = self.fields["territory"]
        if may_everywhere(user, "change", EventSeries):
            own = list(portal_territories())
        else:
            own = territories_where(user, "change", EventSeries)
            field.required = True
            if len(own) == 1:
                field.initial = own[0].pk
        field.queryset = field.queryset.filter(pk__in=[one.pk for one in own])

    def clean_events(self) -> list[Event]:
        """What the person may not choose, and the national team put there, stays."""
        chosen = list(self.cleaned_data["events"])
        if not self.instance.pk:
            return chosen
        unseen = self.instance.events.exclude(pk__in=events_to_choose(self.for_user).values("pk"))
        return [*chosen, *unseen]


def events_to_choose(user: User | None) -> QuerySet[Event]:
    """The last first; the national team chooses among all."""
    rows = Event.objects.exclude(pages=None).prefetch_related("pages").order_by("-start_date", "pk")
    if user is None or may_everywhere(user, "change", EventSeries):
        return rows.distinct()
    territories = territories_where(user, "change", EventSeries)
    shared = EventShare.objects.filter(territory__in=territories, hidden=False).values("event")
    return rows.filter(Q(territory__in=territories) | Q(pk__in=shared)).distinct()
