"""Proposed pages, in the admin: addresses, menu, a button above a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from maillage.viewsets import VerbMenuItem
from maillage_site.home.models import ContentPage
from maillage_site.proposed_pages import views
from maillage_site.proposed_pages.emails import SCREEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.urls import URLPattern
    from wagtail.models import Page

    from maillage.accounts.models import User


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("pages-proposees/", views.proposals, name=SCREEN),
        path(
            "pages-proposees/<int:page_id>/proposer/",
            views.propose_page,
            name="maillage_syndication_propose",
        ),
        path(
            "pages-proposees/<int:pk>/repondre/",
            views.answer_proposal,
            name="maillage_syndication_answer",
        ),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> VerbMenuItem:
    url = reverse(SCREEN)
    return VerbMenuItem(
        _("Proposed pages"), url, name="proposed-pages", icon_name="upload", order=111
    )


@hooks.register("register_page_header_buttons")
def propose_button(
    page: Page, user: User, view_name: str = "", next_url: str | None = None
) -> Iterator[Button]:
    """Above the page alone: in lists it would be asked for each row."""
    if isinstance(page, ContentPage) and views.may_propose(user, page):
        url = reverse("maillage_syndication_propose", args=[page.pk])
        yield Button(_("Propose for every territory"), url, icon_name="upload", priority=70)
