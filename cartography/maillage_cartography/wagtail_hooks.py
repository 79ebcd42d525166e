"""Places in the admin: every team of a territory reads them, its coordinators keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from maillage.permissions import may
from maillage.viewsets import TerritorySnippetViewSet, VerbMenuItem
from maillage_cartography import panels
from maillage_cartography.duplicates import views as duplicate_views
from maillage_cartography.editing import withdrawn_views
from maillage_cartography.editing.views import PlaceCreateView, PlaceEditView
from maillage_cartography.freshness import views as freshness_views
from maillage_cartography.imports import column_views
from maillage_cartography.imports import views as import_views
from maillage_cartography.models import Organisation, Place
from maillage_cartography.organisations import linking_views
from maillage_cartography.positions import views as position_views
from maillage_cartography.provenance import views
from maillage_cartography.reader_reports import queue_views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.urls import URLResolver

    from maillage.accounts.models import User

# Name of the view in the admin's own addresses, words, icon; in the order of the menu.
PAGES = (
    ("proposals", _("What sources propose"), "check"),
    ("readers", _("What readers say"), "comment"),
    ("duplicates", _("Possible duplicates"), "copy"),
    ("to-check", _("Places to check"), "date"),
    ("positions", _("Positions to check"), "site"),
    ("withdrawn", _("Withdrawn places"), "bin"),
    ("imports", _("Import places"), "upload"),
)


class PlaceViewSet(TerritorySnippetViewSet):
    """A list of one's own places, and the form of each one."""

    model = Place
    icon = "site"
    menu_label = _("Places")
    menu_name = "places"
    add_to_admin_menu = True
    menu_order = 200
    list_display = ["name", "commune", "phone", "updated_on"]
    list_per_page = 50
    search_fields = ["name", "search_text"]
    inspect_view_enabled = True
    copy_view_enabled = False
    edit_view_class = PlaceEditView
    add_view_class = PlaceCreateView
    edit_handler = panels.PLACE


register_snippet(PlaceViewSet)


class OrganisationViewSet(TerritorySnippetViewSet):
    """The bodies that run places."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_name = "organisations"
    add_to_admin_menu = True
    menu_order = 205
    list_display = ["name", "commune", "email"]
    list_per_page = 50
    search_fields = ["name"]
    copy_view_enabled = False
    edit_handler = panels.ORGANISATION


register_snippet(OrganisationViewSet)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    patterns = [
        path("", views.proposals, name="proposals"),
        path("<int:pk>/", views.decide, name="decide"),
        path("lecteurs/", queue_views.queue, name="readers"),
        path("lecteurs/erreurs/<int:pk>/", queue_views.answer_report, name="answer-report"),
        path("lecteurs/lieux/<int:pk>/", queue_views.answer_proposal, name="answer-proposal"),
        path("doublons/", duplicate_views.queue, name="duplicates"),
        path("doublons/<int:pk>/", duplicate_views.pair, name="duplicate"),
        path("doublons/surs/", duplicate_views.merge_sure, name="merge-sure"),
        path("doublons/separer/<int:pk>/", duplicate_views.take_apart, name="take-apart"),
        path("structures/<uuid:uuid>/", linking_views.places, name="organisation-places"),
        path("structures/<uuid:uuid>/lier/", linking_views.link, name="organisation-link"),
        path("a-verifier/", freshness_views.to_check, name="to-check"),
        path("a-verifier/demander/", freshness_views.ask, name="ask"),
        path("a-verifier/<uuid:uuid>/", freshness_views.verified, name="verified"),
        path("positions/", position_views.queue, name="positions"),
        path("positions/<int:pk>/", position_views.decide, name="decide-position"),
        path("retires/", withdrawn_views.withdrawn, name="withdrawn"),
        path("retires/<uuid:uuid>/", withdrawn_views.bring_back, name="bring-back"),
        path("imports/", import_views.imports, name="imports"),
        path("imports/<uuid:uuid>/", import_views.one, name="import"),
        path("imports/<uuid:uuid>/colonnes/", column_views.columns, name="import-columns"),
        path("imports/<uuid:uuid>/appliquer/", import_views.apply, name="import-apply"),
        path("imports/<uuid:uuid>/annuler/", import_views.undo, name="import-undo"),
        path("lieu/<uuid:uuid>/", views.origins, name="origins"),
        path("lieu/<uuid:uuid>/rendre/", views.give_back, name="give-back"),
    ]
    return [path("lieux-a-tenir/", include((patterns, "maillage_cartography_admin")))]


@hooks.register("register_admin_menu_item")
def coordinators_menu() -> SubmenuMenuItem:
    items = [
        VerbMenuItem(
            label,
            reverse(f"maillage_cartography_admin:{name}"),
            name=f"places-{name}",
            icon_name=icon,
            order=order,
        )
        for order, (name, label, icon) in enumerate(PAGES)
    ]
    return SubmenuMenuItem(
        _("Keep places true"), Menu(items=items), name="keeping", icon_name="check", order=210
    )


@hooks.register("register_snippet_listing_buttons")
def origins_button(snippet: object, user: User, next_url: str | None = None) -> Iterator[Button]:
    """Leads from a place of the list to where its fields come from."""
    if isinstance(snippet, Place) and may(user, "change", snippet):
        url = reverse("maillage_cartography_admin:origins", args=[snippet.uuid])
        yield Button(_("Origins and history"), url, icon_name="history", priority=40)


@hooks.register("register_snippet_listing_buttons")
def its_places_button(snippet: object, user: User, next_url: str | None = None) -> Iterator[Button]:
    """Leads from an organisation of the list to the places it runs."""
    if isinstance(snippet, Organisation) and may(user, "link", snippet):
        url = reverse("maillage_cartography_admin:organisation-places", args=[snippet.uuid])
        yield Button(_("Its places"), url, icon_name="site", priority=40)
