"""Words that addresses already use, and that no page may take as its slug."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Folders served beside the pages, and languages: the default one too, that nobody takes it.
FIXED = frozenset({"static", "media", "theme", "_util"})


@cache
def reserved_words() -> frozenset[str]:
    """First words of every route, languages, and folders served beside the pages."""
    routes = frozenset(_first_words(get_resolver(settings.ROOT_URLCONF).url_patterns))
    return FIXED | routes | {code for code, _name in settings.LANGUAGES}


def why_taken(slug: str) -> str:
    text = gettext("“%(slug)s” is an address of the site: choose another one.")
    return text % {"slug": slug}


def _first_words(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """Look into what is mounted at the root itself, down to a pattern that carries a word."""
    for pattern in patterns:
        text = str(pattern.pattern).lstrip("^")
        word = text.partition("/")[0]
        if not text and isinstance(pattern, URLResolver):
            yield from _first_words(pattern.url_patterns)
        elif word and not set(word) & set("<([?\\$"):
            yield word
