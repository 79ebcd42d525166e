"""Where events are read: the canonical path of their page, or their address within a portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.pages import root_paths
from maillage.scope import DEFAULT_LANGUAGE, Scope

if TYPE_CHECKING:
    from maillage_events.presentation.words import Words

NATIONAL_PAGE = "maillage_events:national-event"


class Addresses:
    """Paths of event pages."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.roots = root_paths()

    def canonical(self, words: Words) -> str:
        """Path of the event's own page: ``/morbihan/agenda/atelier/``."""
        return self.path(words.url_path, words.language)

    def path(self, url_path: str, language: str) -> str:
        """Address of a page from its place in the tree; "" outside every site."""
        for root in self.roots:
            if url_path.startswith(root.root_path):
                prefix = "" if language == DEFAULT_LANGUAGE else f"/{language}"
                return prefix + "/" + url_path[len(root.root_path) :].lstrip("/")
        return ""

    def here(self, words: Words, *, national: bool) -> str:
        """Where a reader of this scope reads it: a national event stays in the portal."""
        if national and not self.scope.is_national:
            return self.scope.url(NATIONAL_PAGE, words.slug)
        return self.canonical(words)
