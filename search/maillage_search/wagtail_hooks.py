"""The thesaurus in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet

from maillage.viewsets import TerritorySnippetViewSet
from maillage_search.models import ThesaurusEntry


class ThesaurusViewSet(TerritorySnippetViewSet):
    """Words of public services; the national team's alone (no territory policy opens it)."""

    model = ThesaurusEntry
    icon = "openquote"
    menu_label = _("Thesaurus")
    list_display = ("__str__", "direction")
    search_fields = ("terms",)
    ordering = ("terms",)


register_snippet(ThesaurusViewSet)
