"""Sign-ups in the admin: the event's editors see and cancel theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from maillage.accounts.teams import edited_territories, is_national
from maillage.rights import register_territory_policy
from maillage_events import organiser_views as views
from maillage_events.models import Event, Registration

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLResolver

    from maillage.accounts.models import User
    from maillage_events.querysets import EventQuerySet
    from maillage_events.registration_queries import RegistrationQuerySet


def events_of_editor(user: User) -> EventQuerySet:
    """Of the portals the person works for; national events are the national team's."""
    return Event.objects.filter(territory__in=edited_territories(user))


def registrations_of_editor(user: User) -> RegistrationQuerySet:
    return Registration.objects.filter(occurrence__event__in=events_of_editor(user))


register_territory_policy(Event, rows=events_of_editor, actions={"view", "change"})
register_territory_policy(Registration, rows=registrations_of_editor, actions={"view", "change"})


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    patterns = [
        path("", views.dates, name="dates"),
        path("<uuid:uuid>/", views.registrants, name="registrants"),
        path("<uuid:uuid>/inscriptions.csv", views.registrants_csv, name="registrants-csv"),
        path("<uuid:uuid>/annuler/", views.cancel, name="cancel"),
        path("personne/<uuid:uuid>/annuler/", views.revoke, name="revoke"),
    ]
    return [path("inscriptions/", include((patterns, "maillage_events_admin")))]


class SignUpsMenuItem(MenuItem):
    """Shown to who edits a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_national(request.user) or bool(edited_territories(request.user))


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    url = reverse("maillage_events_admin:dates")
    return SignUpsMenuItem(_("Sign-ups"), url, name="sign-ups", icon_name="group", order=320)
