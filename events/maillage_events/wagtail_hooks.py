"""Dates and sign-ups in the admin: the event's editors see, move and cancel theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from maillage.pages import BEFORE_EXPIRY, BEFORE_PUBLICATION, Refused
from maillage.permissions import keys_for
from maillage.submitted_ids.usable import register_usable
from maillage.viewsets import TerritorySnippetViewSet, VerbMenuItem
from maillage_events.editing import date_views
from maillage_events.editing.action_views import event_action
from maillage_events.editing.confirmation import DATES as DATES_URL
from maillage_events.materials import views as material_views
from maillage_events.models import Event, EventPage, EventSeries
from maillage_events.organiser import message_views, place_views, statistics_views, views
from maillage_events.organiser.acceptance_views import review
from maillage_events.organiser.check_in_views import check_in
from maillage_events.proposals.refusal_views import refuse_proposal
from maillage_events.publishing.protection import would_leave_people
from maillage_events.publishing.readiness import refuse_unready
from maillage_events.series.forms import events_to_choose
from maillage_events.sharing import views as sharing_views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern, URLResolver

    from maillage.accounts.models import User

register_usable(Event, events_to_choose)


class SeriesViewSet(TerritorySnippetViewSet):
    """Putting events together in a series."""

    model = EventSeries
    icon = "list-ul"
    menu_label = _("Series of events")
    add_to_admin_menu = True
    menu_order = 322
    list_display = (
        "title",
        "territory",
        BooleanColumn("live", label=_("Shown to the public")),
    )
    panels = (
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("introduction"),
        FieldPanel("territory"),
        FieldPanel("events"),
        FieldPanel("live"),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("introduction_en")], _("In English")),
    )


register_snippet(SeriesViewSet)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    patterns = [
        path("", views.dates, name="dates"),
        path("sans-lieu/", place_views.without_place, name="without-place"),
        path("chiffres/", statistics_views.statistics, name="statistics"),
        path("chiffres.csv", statistics_views.statistics_csv, name="statistics-csv"),
        path("<uuid:uuid>/", views.registrants, name="registrants"),
        path("<uuid:uuid>/inscriptions.csv", views.registrants_csv, name="registrants-csv"),
        path("<uuid:uuid>/accueil/", check_in, name="check-in"),
        path("<uuid:uuid>/annuler/", views.cancel, name="cancel"),
        path("<uuid:uuid>/ecrire/", message_views.write, name="write"),
        path("<uuid:uuid>/apres/", material_views.materials, name="materials"),
        path("apres/<uuid:uuid>/retirer/", material_views.remove_material, name="remove-material"),
        path("apres/<uuid:uuid>/fichier/", material_views.material_file, name="material-file"),
        path("personne/<uuid:uuid>/repondre/", review, name="review"),
        path("personne/<uuid:uuid>/annuler/", views.revoke, name="revoke"),
    ]
    return [path("inscriptions/", include((patterns, "maillage_events_admin")))]


@hooks.register("register_admin_urls")
def share_urls() -> list[URLPattern]:
    return [
        path("nationaux/", sharing_views.national_events, name="maillage_events_national"),
        path(
            "nationaux/chez-nous/",
            sharing_views.located_here,
            name="maillage_events_located_here",
        ),
        path(
            "nationaux/<uuid:uuid>/<int:territory>/",
            sharing_views.share,
            name="maillage_events_share",
        ),
        path(
            "evenements/<int:page_id>/territoires/",
            sharing_views.territories,
            name="maillage_events_territories",
        ),
    ]


@hooks.register("after_publish_page")
def warn_of_odd_hours(request: HttpRequest, page: Page) -> None:
    """A national slot that is night in a territory it is meant for."""
    if page.specific_class is EventPage:
        sharing_views.warn_of_odd_hours(request, page)


@hooks.register("register_admin_menu_item")
def menu_item() -> VerbMenuItem:
    url = reverse("maillage_events_admin:dates")
    return VerbMenuItem(_("Sign-ups"), url, name="sign-ups", icon_name="group", order=320)


@hooks.register("register_admin_menu_item")
def national_menu_item() -> VerbMenuItem:
    url = reverse("maillage_events_national")
    return VerbMenuItem(_("National events"), url, name="national", icon_name="site", order=325)


DATES = "evenements/<int:page_id>/dates/"


@hooks.register("register_admin_urls")
def date_urls() -> list[URLPattern]:
    one = f"{DATES}<uuid:uuid>/"
    return [
        path("evenements/<int:page_id>/refuser/", refuse_proposal, name="maillage_events_refuse"),
        path(DATES, date_views.dates, name=DATES_URL),
        path(f"{one}annuler/", date_views.cancel_date, name="maillage_events_cancel_date"),
        path(f"{one}noter/", date_views.note_date, name="maillage_events_note_date"),
        path(f"{one}deplacer/", date_views.move_date, name="maillage_events_move_date"),
        path(f"{one}retablir/", date_views.restore_date, name="maillage_events_restore_date"),
        path(f"{DATES}<slug:what>/", event_action, name="maillage_events_event_action"),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def dates_button(
    page: Page, user: User, view_name: str = "", next_url: str | None = None
) -> Iterator[Button]:
    """Leads from an event's page to its dates."""
    event_page = page.specific_class is EventPage and page.specific
    if event_page and event_page.event_id in keys_for(user, Event, "change"):
        url = reverse(DATES_URL, args=[page.pk])
        yield Button(_("Dates"), url, icon_name="date", priority=25)


CANCEL_FIRST = _("People are signed up. Cancel the event first: they will be told by mail.")


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def keep_while_people_hold_seats(request: HttpRequest, page: Page) -> HttpResponse | None:
    """One page from its own screen."""
    return _refuse(request, [page], back=page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_in_bulk_too(
    request: HttpRequest, action_type: str, objects: list[Page], _action: object
) -> HttpResponse | None:
    """Several pages from a list."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type not in {"delete", "unpublish"} or not pages:
        return None
    return _refuse(request, pages, back=pages[0].get_parent().pk)


def _refuse(request: HttpRequest, pages: list[Page], *, back: int) -> HttpResponse | None:
    if request.method != "POST" or not would_leave_people(pages, at=now()):
        return None
    messages.error(request, CANCEL_FIRST)
    return redirect("wagtailadmin_explore", back)


@hooks.register(BEFORE_PUBLICATION)
def publish_ready(_page: Page, version: Page) -> None:
    if isinstance(version, EventPage):
        refuse_unready(version)


@hooks.register(BEFORE_EXPIRY)
def keep_past_its_hour(page: Page, at: datetime) -> None:
    """Whoever chose the hour did not know that people would sign up."""
    if would_leave_people([page], at=at):
        raise Refused(CANCEL_FIRST)
