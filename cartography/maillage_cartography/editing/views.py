"""The views that save what an editor wrote of a place, by ``provenance.locks``: with history."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import CreateView, EditView

from maillage_cartography.editing.forms import PlaceForm
from maillage_cartography.models import Place
from maillage_cartography.provenance import locks


class HoursPreview:
    """Draws the form again with the week as readers would see it; nothing is saved."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if "preview-hours" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.form = self.get_form()
        self.form.is_valid()
        return self.render_to_response(self.get_context_data(form=self.form))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        context["form"].preview_week(timezone.now())
        return context


class PlaceEditView(HoursPreview, EditView):
    """Changes the fields that differ, and locks them."""

    def form_valid(self, form: PlaceForm) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except locks.ChangedMeanwhile:
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
        changed = locks.edit(
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


class PlaceCreateView(HoursPreview, CreateView):
    """Adds a place that no source describes."""

    def save_instance(self) -> Place:
        place = locks.create(self.form.values(), by=self.request.user, at=timezone.now())
        log(place, "wagtail.create", user=self.request.user)
        return place


def _moment(text: str | None) -> datetime | None:
    """The moment in the hidden field; a mended one is no reason to lose what was written."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
