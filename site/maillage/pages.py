"""Base of every Maillage page; what everything that shows pages knows of their tree.

What is known of the tree is kept in memory while no page changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Substr
from django.db.models.lookups import In
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, PageViewRestriction, Site, get_page_models
from wagtail.models.sites import SiteRootPath

from maillage.generations.counters import PAGES, bump
from maillage.generations.keeping import kept
from maillage.outbox.writing import index_all_later, withdraw

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.forms import Form
    from django.http import HttpRequest

Pages = TypeVar("Pages", bound="QuerySet")

SEARCH_KIND = "page"
# Wagtail hook: a function ``(page, at)`` raises ``Refused`` for a page that must not expire yet.
BEFORE_EXPIRY = "before_page_expires"


class Refused(Exception):
    """Why a page cannot be published, moved or taken away, in words for its editor."""


class MaillagePage(Page):
    """A page of a portal, in one language.

    For the search, a page and its translations are one object: their ``translation_key``. A list
    without text of its own has an empty ``search_kind``: it is not to be found.

    Wagtail's publishing is not atomic: publishing and what follows from it (the search index,
    the generation that caches are checked against) are one transaction here, from the admin, in
    bulk and on schedule. What Wagtail's actions do otherwise is in ``generations/watching.py``.
    """

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two short sentences, shown in lists and by search engines."),
    )

    is_portal = False
    # Whether its words are enough by themselves: lists, search and forms speak whole languages.
    is_of_words = False
    search_kind = SEARCH_KIND

    class Meta:
        abstract = True

    def publish(self, *args: object, **kwargs: object) -> None:
        with transaction.atomic():
            super().publish(*args, **kwargs)

    def unpublish(self, *args: object, **kwargs: object) -> None:
        with transaction.atomic():
            super().unpublish(*args, **kwargs)

    def after_publication(self) -> None:
        """What follows from publishing, unpublishing, moving and deleting; extended by types."""
        bump(PAGES)
        self.after_privacy([self])

    @classmethod
    def after_privacy(cls, pages: Sequence[Self]) -> None:
        """What follows when other people than before may read these pages; extended by types.

        The search reads them again; from now on it shows none that not everybody may read.
        """
        if not cls.search_kind:
            return
        keys = [page.pk for page in pages]
        # Of the type's own table: while a page is being deleted, its row of ``Page`` is there.
        living = cls._default_manager.filter(pk__in=keys, live=True)
        shown = set(readable(living).values_list("pk", flat=True))
        hidden = [page for page in pages if page.pk not in shown]
        languages = dict(Locale.objects.values_list("pk", "language_code")) if hidden else {}
        withdraw(
            cls.search_kind, [(page.translation_key, languages[page.locale_id]) for page in hidden]
        )
        index_all_later(
            cls.search_kind, {page.translation_key for page in pages if page.pk in shown}
        )

    def serve_password_required_response(
        self, request: HttpRequest, form: Form, action_url: str
    ) -> TemplateResponse:
        """Without what the page says: Wagtail's has its whole context, pictures included."""
        context = {"form": form, "action_url": action_url}
        return TemplateResponse(request, "wagtailcore/password_required.html", context)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        return restrictions_of(self)


def portal_models() -> list[type[Page]]:
    """The types of page that are the home of a portal, whoever brings them.

    A type of a plugin that lives right under a portal answers them in ``clean_parent_page_models``.
    """
    return [model for model in get_page_models() if getattr(model, "is_portal", False)]


# --- The tree ------------------------------------------------------------------------------


@kept(PAGES)
def root_paths() -> tuple[SiteRootPath, ...]:
    """As ``Site.get_site_root_paths()``, without its cache: this one is checked.

    The default site comes first: a page has one address, also in a portal that has a host.
    """
    sites = Site.objects.select_related("root_page").order_by(
        "-is_default_site", "-root_page__url_path", "hostname"
    )
    found = []
    for site in sites:
        roots = Page.objects.filter(translation_key=site.root_page.translation_key)
        found += [
            SiteRootPath(site.pk, root.url_path, site.root_url, root.locale.language_code)
            for root in roots.select_related("locale").order_by("pk")
        ]
    return tuple(found)


@kept(PAGES)
def restricted_paths() -> tuple[str, ...]:
    """Tree paths of the pages under which Wagtail must ask for rights, none below another."""
    return with_copies(PageViewRestriction.objects.values_list("page__path", flat=True))


def with_copies(paths: Iterable[str]) -> tuple[str, ...]:
    """Tree paths that show what is under these: themselves, its translations and its aliases.

    A translation says the same in another language; an alias shows the words of its source,
    wherever it stands. So do copies of copies, and those of pages below.
    """
    found = set(paths)
    if not found:
        return ()
    aliases = Page.objects.exclude(alias_of=None).order_by()
    pairs = list(aliases.values_list("path", "alias_of__path"))
    grown = True
    while grown:
        shown = {alias for alias, source in pairs if is_under(source, found)}
        shown |= set(_translated(found))
        grown = not all(is_under(path, found) for path in shown)
        found |= shown
    return tuple(sorted(path for path in found if not is_under(path[: -Page.steplen], found)))


def _translated(paths: Iterable[str]) -> QuerySet:
    """Tree paths of what is under these, in every language."""
    keys = Page.objects.filter(under(paths)).order_by().values("translation_key")
    return Page.objects.filter(translation_key__in=keys).order_by().values_list("path", flat=True)


def is_under(path: str, above: Iterable[str]) -> bool:
    """Whether that tree path is one of these or below one of them."""
    ends = range(Page.steplen, len(path) + 1, Page.steplen)
    return any(path[:end] in above for end in ends)


def under(paths: Iterable[str]) -> Q:
    """Pages with one of these tree paths or below.

    One condition for each depth, however many paths: a condition for each path would be deeper
    than SQLite's expressions may be.
    """
    by_length: dict[int, list[str]] = {}
    for path in paths:
        by_length.setdefault(len(path), []).append(path)
    found = Q(pk__in=())
    for length, same in by_length.items():
        found |= Q(In(Substr("path", 1, length), same))
    return found


def readable(pages: Pages) -> Pages:
    """Those of these pages that everybody may read, as far as restrictions go."""
    restricted = restricted_paths()
    return pages.exclude(under(restricted)) if restricted else pages


def restrictions_of(page: Page) -> QuerySet[PageViewRestriction]:
    """What Wagtail must ask of who reads that page: in every language, and what aliases show.

    Wagtail itself forgets what stands above the source of an alias, and that a translation says
    what its source says.
    """
    keys: set[int] = set()
    waiting = [page]
    while waiting:
        chain = waiting.pop().get_ancestors(inclusive=True).select_related("alias_of")
        new = [found for found in chain if found.pk not in keys]
        keys.update(found.pk for found in new)
        waiting += [found.alias_of for found in new if found.alias_of_id]
        waiting += Page.objects.filter(
            translation_key__in=[found.translation_key for found in new]
        ).exclude(pk__in=keys)
    return PageViewRestriction.objects.filter(page__in=keys)
