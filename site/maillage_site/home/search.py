"""What the search knows of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.utils import translation
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.query import PageQuerySet

from maillage.languages import whole_languages
from maillage.pages import SEARCH_KIND, MaillagePage, readable
from maillage.themes import Theme
from maillage.values import SearchDocument
from maillage_site.portals.models.pages import portal_above

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.territories.models import Territory


def pages() -> PageQuerySet:
    """Published pages that everybody may read, of every type that plugins do not index apart.

    Aliases are left out: they repeat a page in a language it is not translated into yet. So are
    languages of content, in which nobody searches.
    """
    types = [model for model in apps.get_models() if issubclass(model, MaillagePage)]
    found = Page.objects.type(*(m for m in types if m.search_kind == SEARCH_KIND))
    found = readable(found.live()).filter(alias_of=None)
    found = found.filter(locale__language_code__in=whole_languages())
    return found.select_related("locale").specific()


def documents(page: MaillagePage) -> Iterable[SearchDocument]:
    """A page in its language; it counts for the territory of its portal, and those around it."""
    language = page.locale.language_code
    portal = portal_above(page)
    territory = portal.territory if portal else None
    url = page.url
    if url is None or _is_in_a_footer(page, territory):
        return
    shown = where_shown(page, territory)
    yield SearchDocument(
        uid=f"{SEARCH_KIND}:{page.translation_key}:{language}",
        kind=SEARCH_KIND,
        title=page.title,
        url=url,
        language=language,
        summary=page.summary,
        body=text_of(page),
        themes=_themes_of(page),
        keywords=tuple(filter(None, (page.seo_title, page.search_description))),
        territories=shown.territories,
        national=shown.national,
        date=page.first_published_at.date() if page.first_published_at else None,
    )


def _is_in_a_footer(page: MaillagePage, territory: Territory | None) -> bool:
    """Legal pages and contact of a territory: each of its pages leads there, and forty portals have
    the same. The nation's are found by all.
    """
    return territory is not None and getattr(page, "in_footer", False)


def _themes_of(page: MaillagePage) -> tuple[str, ...]:
    theme = getattr(page, "theme", "")
    with translation.override(page.locale.language_code):
        return (str(Theme(theme).label),) if theme else ()


class Shown(NamedTuple):
    """Where a page is found: in every portal, or in those of these territories."""

    national: bool
    territories: tuple[str, ...]


def where_shown(page: MaillagePage, territory: Territory | None) -> Shown:
    """Where it was written, and where it was taken up; never in a portal that withdrew it.

    What the nation marked for every territory is found in each, as long as none has withdrawn it.
    """
    everywhere = getattr(page, "shared", False) or (page.is_portal and territory is None)
    taken = apps.get_model("maillage_syndication", "TakenUpPage").objects.still_offered()
    taken = taken.filter(page__translation_key=page.translation_key)
    decided = list(taken.select_related("portal__territory"))
    shown = {one.portal.territory.code_path for one in decided if not one.hidden}
    hidden = {one.portal.territory.code_path for one in decided if one.hidden}
    if everywhere and hidden:
        portals = apps.get_model("maillage_portals", "Portal").objects.exclude(territory=None)
        shown |= {one.territory.code_path for one in portals.select_related("territory")}
    codes = sorted(({*codes_of(territory)} | shown) - hidden)
    return Shown(everywhere and not hidden, tuple(codes))


def codes_of(territory: Territory | None) -> tuple[str, ...]:
    """The territory's code and those of the territories that hold it."""
    if territory is None:
        return ()
    return (territory.code_path, *(found.code_path for found in territory.ancestors.all()))


def text_of(page: MaillagePage) -> str:
    """The words of the page's blocks, those of contributed blocks too."""
    fields = [field for field in page._meta.get_fields() if isinstance(field, StreamField)]
    texts = (field.get_searchable_content(getattr(page, field.attname)) for field in fields)
    return "\n".join(part for found in texts for part in found if part)
