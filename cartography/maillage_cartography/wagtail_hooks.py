"""Places in the admin: every team of a territory reads them, its coordinators keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from maillage.accounts.models import PortalTeam
from maillage.accounts.teams import coordinated_territories, edited_territories, is_coordinator
from maillage.admin_views import TerritorySnippetViewSet
from maillage.rights import may, register_territory_policy
from maillage_cartography.admin_menu import keeping_menu
from maillage_cartography.duplicates import views as duplicate_views
from maillage_cartography.editing import withdrawn_views
from maillage_cartography.editing.forms import PlaceForm
from maillage_cartography.editing.views import PlaceCreateView, PlaceEditView
from maillage_cartography.freshness import views as freshness_views
from maillage_cartography.imports import column_views
from maillage_cartography.imports import views as import_views
from maillage_cartography.models import (
    Duplicate,
    Organisation,
    Place,
    PlaceCheck,
    PlaceImport,
    PlaceReport,
    ProposedPlace,
    SourceProposal,
    Stop,
)
from maillage_cartography.organisations import linking_views
from maillage_cartography.organisations.forms import OrganisationForm
from maillage_cartography.provenance import views
from maillage_cartography.reader_reports import queue_views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.urls import URLResolver

    from maillage.accounts.models import User
    from maillage_cartography.models.duplicates import DuplicateQuerySet
    from maillage_cartography.models.imports import PlaceImportQuerySet
    from maillage_cartography.models.organisations import OrganisationQuerySet
    from maillage_cartography.models.provenance import SourceProposalQuerySet
    from maillage_cartography.models.reader_reports import ReaderWordQuerySet
    from maillage_cartography.models.stops import StopQuerySet

register_territory_policy(
    Place, actions={"view", "add", "change"}, writers=PortalTeam.Role.COORDINATOR
)


def organisations_of(user: User) -> OrganisationQuerySet:
    return Organisation.objects.concerning(edited_territories(user))


register_territory_policy(
    Organisation,
    rows=organisations_of,
    actions={"view", "add", "change"},
    writers=PortalTeam.Role.COORDINATOR,
)


def proposals_of(user: User) -> SourceProposalQuerySet:
    return SourceProposal.objects.in_any(coordinated_territories(user))


register_territory_policy(SourceProposal, rows=proposals_of, actions={"view", "change"})


def imports_of(user: User) -> PlaceImportQuerySet:
    return PlaceImport.objects.in_any(coordinated_territories(user))


register_territory_policy(PlaceImport, rows=imports_of, actions={"view", "add", "change"})


def reports_of(user: User) -> ReaderWordQuerySet:
    return PlaceReport.objects.in_any(coordinated_territories(user))


def checks_of(user: User) -> QuerySet[PlaceCheck]:
    own = Place.objects.in_any(coordinated_territories(user))
    return PlaceCheck.objects.filter(place__in=own)


def stops_of(user: User) -> StopQuerySet:
    """Those of one's own places, wherever they stop."""
    own = Place.objects.in_any(coordinated_territories(user))
    return Stop.objects.filter(place__in=own)


def proposed_to(user: User) -> ReaderWordQuerySet:
    return ProposedPlace.objects.in_any(coordinated_territories(user))


register_territory_policy(PlaceReport, rows=reports_of, actions={"view", "change"})
register_territory_policy(PlaceCheck, rows=checks_of, actions={"view"})
register_territory_policy(Stop, rows=stops_of, actions={"view"})
register_territory_policy(ProposedPlace, rows=proposed_to, actions={"view", "change"})


def duplicates_of(user: User) -> DuplicateQuerySet:
    return Duplicate.objects.within(coordinated_territories(user))


register_territory_policy(Duplicate, rows=duplicates_of, actions={"view", "change"})

PANELS = (
    MultiFieldPanel([FieldPanel("name"), FieldPanel("pivot")], heading=_("The place")),
    MultiFieldPanel(
        [
            FieldPanel("address"),
            FieldPanel("address_extra"),
            FieldRowPanel([FieldPanel("postal_code"), FieldPanel("town")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("mobility"),
        ],
        heading=_("Where it is"),
    ),
    MultiFieldPanel(
        [FieldPanel(name) for name in ("phone", "emails", "websites", "booking_url")],
        heading=_("How to reach it"),
    ),
    MultiFieldPanel([FieldPanel("week"), FieldPanel("hours_text")], heading=_("When it opens")),
    MultiFieldPanel([FieldPanel("stops")], heading=_("Where and when it stops")),
    MultiFieldPanel(
        [
            FieldPanel(name)
            for name in ("services", "support_modes", "access_modes", "costs", "publics")
        ]
        + [FieldPanel("specific_care")],
        heading=_("What people find there"),
    ),
    MultiFieldPanel([FieldPanel("summary"), FieldPanel("description")], heading=_("In words")),
    MultiFieldPanel(
        [FieldPanel("organisation")]
        + [FieldPanel(name) for name in ("kinds", "programmes", "labels", "other_labels")]
        + [FieldPanel(name) for name in ("parent_organisation", "credit", "accessibility_url")]
        + [FieldPanel("read_at")],
        heading=_("Networks and sources"),
        classname="collapsed",
    ),
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
    edit_handler = ObjectList(PANELS, base_form_class=PlaceForm)


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
    edit_handler = ObjectList(
        [
            FieldPanel(name)
            for name in ("name", "town", "pivot", "phone", "email", "website", "summary")
        ],
        base_form_class=OrganisationForm,
    )


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


hooks.register("register_admin_menu_item", keeping_menu)


@hooks.register("register_snippet_listing_buttons")
def origins_button(snippet: object, user: User, next_url: str | None = None) -> Iterator[Button]:
    """Leads from a place of the list to where its fields come from."""
    if isinstance(snippet, Place) and may(user, "change", snippet):
        url = reverse("maillage_cartography_admin:origins", args=[snippet.uuid])
        yield Button(_("Origins and history"), url, icon_name="history", priority=40)


@hooks.register("register_snippet_listing_buttons")
def its_places_button(snippet: object, user: User, next_url: str | None = None) -> Iterator[Button]:
    """Leads from an organisation of the list to the places it runs."""
    if isinstance(snippet, Organisation) and is_coordinator(user):
        url = reverse("maillage_cartography_admin:organisation-places", args=[snippet.uuid])
        yield Button(_("Its places"), url, icon_name="site", priority=40)
