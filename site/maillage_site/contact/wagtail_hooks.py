"""Messages in the admin's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from maillage.viewsets import VerbMenuItem
from maillage_site.contact import team_views

if TYPE_CHECKING:
    from django.urls import URLResolver


@hooks.register("register_admin_urls")
def message_urls() -> list[URLResolver]:
    patterns = [
        path("", team_views.messages, name="messages"),
        path("<int:pk>/", team_views.settle, name="settle"),
    ]
    return [path("messages/", include((patterns, "maillage_contact")))]


@hooks.register("register_admin_menu_item")
def messages_entry() -> VerbMenuItem:
    address = reverse("maillage_contact:messages")
    return VerbMenuItem(_("Messages"), address, name="messages", icon_name="mail", order=150)
