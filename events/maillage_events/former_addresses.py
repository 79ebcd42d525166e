"""Old addresses of events and series, in what is no page: files, feeds, national events, sign-up.

Wagtail writes a redirect when a page of an event is renamed or moved. The other addresses of the
event hang on the same slug: they follow that redirect.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wagtail.contrib.redirects.models import Redirect

from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage_events.models import EventPage, FormerSeriesSlug
from maillage_events.presentation.addresses import Addresses

if TYPE_CHECKING:
    from collections.abc import Iterable

EVENT = re.compile(r"agenda/(?P<national>national/)?(?P<slug>[^/]+?)(?P<end>\.ics|/)")
SERIES = re.compile(r"(?P<above>(?:agenda|inscriptions)/series/)(?P<slug>[-\w]+)(?P<below>\W.*)")


def find(path: str, scope: Scope) -> str:
    if asked := SERIES.fullmatch(path):
        return _series(asked, scope)
    if asked := EVENT.fullmatch(path):
        return _event(asked, scope)
    return ""


def _series(asked: re.Match, scope: Scope) -> str:
    former = FormerSeriesSlug.objects.select_related("holder").filter(slug=asked["slug"]).first()
    if former is None:
        return ""
    return f"{scope.url_prefix}/{asked['above']}{former.holder.slug}{asked['below']}"


def _event(asked: re.Match, scope: Scope) -> str:
    """A national event stays in the reader's portal."""
    languages = dict.fromkeys((scope.language, DEFAULT_LANGUAGE))
    national = [Scope(language=language) for language in languages]
    page = _page_that_was(national if asked["national"] else [scope], asked["slug"])
    if page is None:
        return ""
    if asked["national"] and scope.territory and page.event.territory_id is None:
        return scope.url(f"{NATIONAL[asked['end']]}", page.slug)
    address = Addresses(scope).path(page.url_path, page.locale.language_code)
    return f"{address.removesuffix('/')}{asked['end']}" if address else ""


NATIONAL = {"/": "maillage_events:national-event", ".ics": "maillage_events:national-event-file"}


def _page_that_was(scopes: Iterable[Scope], slug: str) -> EventPage | None:
    """The page that everybody may read to which the redirect of that slug leads."""
    paths = [Redirect.normalise_path(f"{scope.url_prefix}/agenda/{slug}") for scope in scopes]
    rules = Redirect.objects.filter(old_path__in=paths).exclude(redirect_page=None)
    pages = EventPage.objects.open_to_all().exclude(event=None).select_related("event", "locale")
    return pages.filter(pk__in=rules.values("redirect_page")).first()
