"""The thesaurus, the questions without an answer and why a result answers, in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView

from maillage.viewsets import TerritorySnippetViewSet, VerbMenuItem
from maillage_search.models import ThesaurusEntry
from maillage_search.reports import views
from maillage_search.results.why_view import why

if TYPE_CHECKING:
    from django.urls import URLPattern


class ThesaurusCreateView(CreateView):
    """Begins with the words that the report leads from."""

    def get_initial_form_instance(self) -> ThesaurusEntry:
        return ThesaurusEntry(terms=self.request.GET.get("terms", "").replace("\0", "")[:200])


class ThesaurusViewSet(TerritorySnippetViewSet):
    """Words of public services; the national team's alone (``permissions``)."""

    model = ThesaurusEntry
    add_view_class = ThesaurusCreateView
    icon = "openquote"
    menu_label = _("Thesaurus")
    list_display = ("__str__", "direction")
    search_fields = ("terms",)
    ordering = ("terms",)


register_snippet(ThesaurusViewSet)


@hooks.register("register_admin_urls")
def report_url() -> list[URLPattern]:
    return [
        path("recherches/", views.missed_questions, name="maillage_missed_questions"),
        path("recherches/pourquoi/", why, name="maillage_why"),
    ]


@hooks.register("register_reports_menu_item")
def report_entry() -> VerbMenuItem:
    return VerbMenuItem(
        _("Questions without an answer"),
        reverse("maillage_missed_questions"),
        name="missed-questions",
        icon_name="search",
        order=60,
    )


@hooks.register("register_reports_menu_item")
def why_entry() -> VerbMenuItem:
    return VerbMenuItem(
        _("Why this result?"),
        reverse("maillage_why"),
        name="why-this-result",
        icon_name="help",
        order=61,
    )
