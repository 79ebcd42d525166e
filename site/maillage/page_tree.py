"""What everything that shows pages knows of their tree, kept while no page changes."""

from __future__ import annotations

from wagtail.models import Page, PageViewRestriction, Site
from wagtail.models.sites import SiteRootPath

from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept


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
    """Tree paths of the pages under which Wagtail must ask for rights.

    An alias of a restricted page is restricted as well, and so are aliases of aliases.
    """
    keys = set(PageViewRestriction.objects.values_list("page_id", flat=True))
    grown = bool(keys)
    while grown:
        aliases = set(Page.objects.filter(alias_of__in=keys).values_list("pk", flat=True))
        grown = bool(aliases - keys)
        keys |= aliases
    return tuple(Page.objects.filter(pk__in=keys).values_list("path", flat=True)) if keys else ()
