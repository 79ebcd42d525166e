"""Pages that editors write: indexes and contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager

from maillage.blocks import page_blocks
from maillage.fields import PluginStreamField
from maillage.pages import MaillagePage, readable
from maillage.themes import Theme
from maillage_site.home import themed
from maillage_site.home.querysets import ContentPageQuerySet
from maillage_site.home.sections import Section
from maillage_site.portals.models.home_blocks import LatestNewsBlock

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

PER_PAGE = 12
PORTAL_MODEL = "maillage_portals.PortalPage"


class IndexPage(MaillagePage):
    """A list of the contents of one section: the portal's own, and national ones."""

    section = models.CharField(_("section"), max_length=10, choices=Section, default=Section.PAGES)

    # What its template needs; given by ``panels``, as the admin's form and panels are.
    reader_context: ClassVar[Callable[..., dict[str, object]]]
    search_kind = ""
    parent_page_types = [PORTAL_MODEL]
    subpage_types = ["maillage_home.ContentPage"]
    template = "maillage_home/index_page.html"

    class Meta:
        verbose_name = _("list of pages")
        verbose_name_plural = _("lists of pages")

    @property
    def menu_icon(self) -> str:
        return {Section.RESOURCES: "book-open", Section.NEWS: "info"}.get(self.section, "")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        context = super().get_context(request, *args, **kwargs)
        found = self.contents(request)
        chosen = themed.chosen(request.GET)
        themes = themed.choices(found, chosen) if self.section == Section.RESOURCES else []
        contents = found.filter(theme=chosen) if chosen else found
        page = Paginator(contents, PER_PAGE).get_page(request.GET.get("page"))
        told = type(self).reader_context(self, request)
        return {**context, **told, "contents": page, "themes": themes, "theme": chosen}

    def contents(self, request: HttpRequest) -> ContentPageQuerySet:
        """What this index lists in the portal being read, the newest first."""
        pages = readable(ContentPage.objects.live())
        return pages.listed_in(self.section, request.scope, index=self)


class ContentPage(MaillagePage):
    """A page of text: a resource, a piece of news, or a plain page of the portal."""

    body = PluginStreamField(
        [*page_blocks(), ("latest_news", LatestNewsBlock())],
        blank=True,
        verbose_name=_("content"),
    )
    theme = models.CharField(
        _("theme"),
        max_length=30,
        choices=Theme,
        blank=True,
        db_index=True,
        help_text=_("What it helps with: readers choose it in the list of resources."),
    )
    shared = models.BooleanField(
        _("for every territory"),
        default=False,
        db_index=True,
        help_text=_("National content only: every portal lists it, with the label “national”."),
    )
    offered = models.BooleanField(
        _("offered to territories"),
        default=False,
        db_index=True,
        help_text=_(
            "National content only: a portal lists it once its team takes it up, with words of its "
            "own."
        ),
    )
    in_footer = models.BooleanField(
        _("in the footer"),
        default=False,
        help_text=_("Legal pages, contact: a link at the bottom of every page of the portal."),
    )

    # What its template needs; given by ``panels``, as the admin's form and panels are.
    reader_context: ClassVar[Callable[..., dict[str, object]]]

    objects = PageManager.from_queryset(ContentPageQuerySet)()

    @property
    def drawing(self) -> str:
        """Name of the first drawing of its body, "" when it has none."""
        blocks = (block for block in self.body.raw_data if block["type"] == "drawing")
        return next((block["value"]["name"] for block in blocks), "")

    is_of_words = True
    parent_page_types = [PORTAL_MODEL, "maillage_home.IndexPage"]
    subpage_types = []
    template = "maillage_home/content_page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **type(self).reader_context(self, request)}
