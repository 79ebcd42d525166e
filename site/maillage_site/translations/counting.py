"""wagtail-localize counts as we do: what nobody has to write is not waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, Value, When
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView

from maillage_site.translations.untranslated import missing, progress

if TYPE_CHECKING:
    from django.db.models import QuerySet

WAITING = "waiting_for_translation"


def count_what_is_to_write() -> None:
    """Once, when the apps are ready: its report, and what its screens say of other pages."""
    Translation.get_progress = progress
    TranslationsReportView.get_queryset = _reported


def _reported(view: TranslationsReportView) -> QuerySet[Translation]:
    """What waits is looked for when the report is asked for it; its rows tell it of themselves."""
    found = Translation.objects.select_related(
        "source__specific_content_type", "source__locale", "target_locale"
    )
    asked = view.request.GET.get(WAITING)
    waiting = [each.pk for each in found if missing(each)] if asked else []
    told = Case(
        When(pk__in=waiting, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return found.annotate(**{WAITING: told}).order_by("-pk")
