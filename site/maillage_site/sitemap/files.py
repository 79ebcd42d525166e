"""Which files the sitemap is made of, and what each holds."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from maillage.contributions import SitemapSource
from maillage.languages import whole_languages
from maillage.plugin import contributions
from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage.values import PublicAddress
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

logger = logging.getLogger(__name__)

ROWS_A_FILE = 5_000
LISTS = "lists"

Changed = date | datetime | None


@dataclass(frozen=True)
class File:
    """One file of the sitemap; ``changed``: when its latest page did."""

    name: str
    number: int
    changed: Changed = None

    @property
    def path(self) -> str:
        return f"/sitemap-{self.name}-{self.number}.xml"


def files() -> Iterator[File]:
    """Those that hold something; a source that fails is logged and left out."""
    yield from (File(LISTS, number) for number, _some in _parts(lists()))
    for source in contributions(SitemapSource):
        try:
            yield from _files_of(source)
        except Exception:
            logger.exception("sitemap of %s could not be read", source.name)


def _files_of(source: SitemapSource) -> list[File]:
    """In one query, however many there are."""
    moments = list(source.queryset().values_list(source.changed, flat=True))
    return [
        File(source.name, number, max(filter(None, part), default=None))
        for number, part in _parts(moments)
    ]


def _parts(rows: list) -> Iterator[tuple[int, list]]:
    """What each file holds, with its number."""
    for start in range(0, len(rows), ROWS_A_FILE):
        yield start // ROWS_A_FILE + 1, rows[start : start + ROWS_A_FILE]


def addresses(name: str, number: int) -> Sequence[PublicAddress]:
    """What that file holds; nothing when there is no such file."""
    start = (number - 1) * ROWS_A_FILE
    part = slice(start, start + ROWS_A_FILE)
    if name == LISTS:
        return lists()[part]
    for source in contributions(SitemapSource):
        if source.name == name:
            return list(source.addresses(list(source.queryset()[part])))
    return ()


def lists() -> list[PublicAddress]:
    """The lists of every portal that everybody may enter, in each language."""
    routes = [route for source in contributions(SitemapSource) for route in source.lists]
    return [
        PublicAddress(path, translations=translations)
        for scope in _scopes()
        for route in routes
        for translations in [_in_each_language(scope, route)]
        for _language, path in translations
    ]


def _scopes() -> list[Scope]:
    known = snapshot()
    national = known.portal(DEFAULT_LANGUAGE, "")
    own = [national.scope] if national.open else []
    return own + known.territory_scopes(DEFAULT_LANGUAGE)


def _in_each_language(scope: Scope, route: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (language, scope.in_language(language).url(route)) for language in whole_languages()
    )
