"""Circles in the admin: each territory's own for its editors, all for the national team."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet

from maillage.viewsets import TerritorySnippetViewSet
from maillage_community.models import Circle


class CircleViewSet(TerritorySnippetViewSet):
    """Opening a circle and writing its charter; conversations are moderated on the site."""

    model = Circle
    icon = "group"
    menu_label = _("Communities")
    add_to_admin_menu = True
    list_display = ("name", "visibility", "territory")
    panels = (
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("summary"),
        FieldPanel("description"),
        MultiFieldPanel([FieldPanel("charter"), FieldPanel("charter_version")], _("Charter")),
        FieldPanel("visibility"),
        FieldPanel("territory"),
        FieldPanel("theme"),
    )


register_snippet(CircleViewSet)
