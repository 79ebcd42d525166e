"""The portal, territory and language a request is read in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.urls import get_resolver, get_script_prefix, get_urlconf, reverse

if TYPE_CHECKING:
    from django.urls import URLResolver

    from maillage.territories.models import Territory

DEFAULT_LANGUAGE = "fr"
NATIONAL_ZONE = "Europe/Paris"


@dataclass(frozen=True)
class Scope:
    """Where the reader is.

    ``slug`` is empty and ``territory`` None on the national portal; ``url_prefix`` is what
    precedes a portal route: ``""``, ``/en``, ``/morbihan``, ``/en/morbihan``;
    ``zone`` is an IANA name; ``portal_id`` the primary key of the portal's page, and
    ``page_languages`` the languages its pages exist in (None: not known).
    """

    slug: str = ""
    name: str = "Maillage"
    territory: Territory | None = None
    zone: str = NATIONAL_ZONE
    language: str = DEFAULT_LANGUAGE
    theme_url: str = ""
    portal_id: int | None = None
    page_languages: tuple[str, ...] | None = None

    @property
    def url_prefix(self) -> str:
        language = "" if self.language == DEFAULT_LANGUAGE else f"/{self.language}"
        return f"{language}/{self.slug}" if self.slug else language

    @property
    def home_url(self) -> str:
        """The portal's home in this language, or in French when it is not translated."""
        if self.page_languages is not None and self.language not in self.page_languages:
            return self.in_language(DEFAULT_LANGUAGE).home_url
        return f"{self.url_prefix}/"

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def is_national(self) -> bool:
        return self.territory is None

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        """Path of a PORTAL route, kept in this scope (and language)."""
        if args or kwargs:
            return self.url_prefix + reverse(name, args=args or None, kwargs=kwargs or None)
        return self.url_prefix + _path(_routes(), get_script_prefix(), name)

    def in_language(self, language: str) -> Scope:
        return replace(self, language=language)


def _routes() -> URLResolver:
    return get_resolver(get_urlconf())  # ty: ignore[invalid-argument-type] -- what reverse() does


@lru_cache(maxsize=500)
def _path(_resolver: URLResolver, _script: str, name: str) -> str:
    """Of a route without parameters, the same for every page until routes are read anew."""
    return reverse(name)
