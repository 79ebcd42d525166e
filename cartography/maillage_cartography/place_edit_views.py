"""The views that save what an editor wrote of a place: through ``keeping``, with its history."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import CreateView, EditView

from maillage_cartography import keeping
from maillage_cartography.models import Place
from maillage_cartography.place_form import PlaceForm


class PlaceEditView(EditView):
    """Changes the fields that differ, and locks them."""

    def form_valid(self, form: PlaceForm) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except keeping.ChangedMeanwhile:
            form.add_error(
                None,
                _(
                    "Somebody changed this place while you were writing. Open it again: nothing "
                    "of yours was saved."
                ),
            )
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def save_instance(self) -> Place:
        place = Place.objects.get(pk=self.object.pk)
        changed = keeping.edit(
            place,
            self.form.values(),
            by=self.request.user,
            at=timezone.now(),
            read_at=_moment(self.form.cleaned_data.get("read_at")),
        )
        if changed:
            log(place, "wagtail.edit", user=self.request.user)
        else:
            messages.info(self.request, _("Nothing was changed."))
        place.refresh_from_db()
        return place


class PlaceCreateView(CreateView):
    """Adds a place that no source describes."""

    def save_instance(self) -> Place:
        place = keeping.create(self.form.values(), by=self.request.user, at=timezone.now())
        log(place, "wagtail.create", user=self.request.user)
        return place


def _moment(text: str | None) -> datetime | None:
    """The moment in the hidden field; a mended one is no reason to lose what was written."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
