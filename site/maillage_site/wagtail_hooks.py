"""The composition's own screens in the admin: redirects in place of Wagtail's, and portals.

The hooks of translations stand in their room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets import Button, HeaderButton
from wagtail.contrib.redirects.models import Redirect
from wagtail.snippets.models import register_snippet

from maillage.accounts.models import PortalTeam
from maillage.accounts.teams import is_national
from maillage.permissions import may_somewhere
from maillage.viewsets import TerritoryIndexView, TerritorySnippetViewSet, VerbMenuItem
from maillage_site.creation.views import may_open_portals
from maillage_site.guides import wagtail_hooks as guides  # noqa: F401 -- the same
from maillage_site.placeholders import refusing  # noqa: F401 -- its hook registers itself
from maillage_site.portals.models import PortalPage
from maillage_site.progress.panels import ChecklistPanel
from maillage_site.proposed_pages import wagtail_hooks as proposals  # noqa: F401 -- its hooks register themselves
from maillage_site.publishing import moving  # noqa: F401 -- its hook registers itself
from maillage_site.publishing import screens as publishing  # noqa: F401 -- the same
from maillage_site.redirects.forms import RedirectForm
from maillage_site.redirects.views import from_file
from maillage_site.reviews.panels import replace_stock_panels
from maillage_site.translations import screens  # noqa: F401 -- its hooks register themselves
from maillage_site.users import bulk_roles  # noqa: F401 -- its hooks register themselves
from maillage_site.waiting.panels import WaitingPanel
from maillage_site.writing_help import screens as hints  # noqa: F401 -- the same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern
    from django.utils.safestring import SafeString
    from laces.components import Component
    from wagtail.models import Page

    from maillage.accounts.models import User


INDEX = reverse_lazy("wagtailsnippets_wagtailredirects_redirect:list")
MADE_BY_THE_SITE = "automatically_created"


class RedirectIndex(TerritoryIndexView):
    """The rules that people wrote; those that the site made when pages were renamed are asked for.

    Leads to the file of many redirects too.
    """

    def get_base_queryset(self) -> QuerySet[Redirect]:
        found = super().get_base_queryset()
        return found.filter(automatically_created=False) if self.folds else found

    @cached_property
    def folds(self) -> bool:
        """Unless they are searched or filtered."""
        return not {"q", MADE_BY_THE_SITE} & set(self.request.GET)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        found = super().header_buttons
        if may_somewhere(self.request.user, "add", Redirect):
            url = reverse("maillage_redirects_from_file")
            found = [*found, HeaderButton(_("From a file"), url=url, icon_name="upload")]
        if self.folds:
            label, url = _("Those of renamed pages"), f"{INDEX}?{MADE_BY_THE_SITE}=true"
        else:
            label, url = _("Those written by the team"), str(INDEX)
        return [*found, HeaderButton(label, url=url, icon_name="redirect")]


class RedirectViewSet(TerritorySnippetViewSet):
    """Where old addresses lead, each team's below its own portal."""

    model = Redirect
    index_view_class = RedirectIndex
    icon = "redirect"
    menu_label = _("Redirects")
    menu_order = 800
    add_to_settings_menu = True
    base_url_path = "redirections"
    list_display = (
        "old_path",
        Column("link", label=_("Leads to")),
        BooleanColumn("automatically_created", label=_("Made when a page was renamed")),
        DateColumn("created_at", label=_("Since")),
    )
    list_filter = (MADE_BY_THE_SITE, "is_permanent")
    search_fields = ("old_path", "redirect_link", "redirect_page__title")
    ordering = ("old_path",)
    edit_handler = ObjectList(
        [
            FieldPanel("old_path"),
            PageChooserPanel("redirect_page", heading=_("To this page")),
            FieldPanel("redirect_link"),
            FieldPanel("is_permanent"),
        ],
        base_form_class=RedirectForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Redirect]:
        return super().get_queryset(request).select_related("redirect_page")


register_snippet(RedirectViewSet)


@hooks.register("register_admin_urls", order=-1)
def leave_stock_screens() -> list[URLPattern]:
    """Wagtail's are not by territory: their addresses lead here."""
    ours = RedirectView.as_view(url=INDEX)
    return [
        path("redirections/fichier/", from_file, name="maillage_redirects_from_file"),
        path("redirects/", ours),
        path("redirects/<path:rest>", ours),
    ]


@hooks.register("construct_settings_menu")
def leave_stock_entry(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name != "redirects"]


@hooks.register("construct_help_menu")
def leave_english_guides(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's guides are in English, of a site that is not this one."""
    items[:] = [item for item in items if not str(item.url).startswith("http")]


class PortalsMenuItem(MenuItem):
    """For the nation's team, and nobody else."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_national(request.user)


@hooks.register("register_admin_menu_item")
def portals_menu() -> PortalsMenuItem:
    address = reverse("maillage_opening:portals")
    return PortalsMenuItem(_("Portals"), address, name="portals", icon_name="site", order=105)


@hooks.register("register_reports_menu_item")
def journal_menu() -> VerbMenuItem:
    address = reverse("maillage_journal")
    return VerbMenuItem(_("Sensitive actions"), address, name="journal", icon_name="history")


class TeamMenuItem(MenuItem):
    """For those who keep a portal's team."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_somewhere(request.user, "view", PortalTeam)


@hooks.register("register_admin_menu_item")
def team_menu() -> TeamMenuItem:
    address = reverse("maillage_team:teams")
    return TeamMenuItem(_("Team"), address, name="team", icon_name="group", order=850)


@hooks.register("construct_homepage_panels", order=-1)
def ask_once_for_pages(_request: HttpRequest, panels: list[Component]) -> None:
    replace_stock_panels(panels)


@hooks.register("construct_homepage_panels")
def show_checklist(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ChecklistPanel())


@hooks.register("construct_homepage_panels")
def show_what_waits(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel())


@hooks.register("insert_global_admin_js")
def whole_texts() -> SafeString:
    """No form leaves before what was just typed in a rich text is written into it."""
    return format_html('<script src="{}"></script>', static("maillage_site/rich_text.js"))


@hooks.register("register_page_header_buttons")
def add_button(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Where one looks for it: above the pages of the nation's home."""
    if isinstance(page, PortalPage) and page.portal.national and may_open_portals(user):
        address = reverse("maillage_opening:add")
        yield Button(_("Add a portal"), address, icon_name="plus", priority=15)
