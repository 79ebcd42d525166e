"""What the public index holds, by the beginning of the words of its titles."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from maillage.text import fold
from maillage.ui.wording import wording
from maillage_search.documents.sources import sources
from maillage_search.full_text.titles import begun, typed_words
from maillage_search.models import IndexedDocument
from maillage_search.results.presentation import address
from maillage_search.suggestions.values import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.scope import Scope

SHORTEST = 3
MOST, MOST_EVENTS = 4, 3
MOST_READ = 60


def titles(typed: str, scope: Scope) -> list[Suggestion]:
    """Titles, then coming events by their day; public, and of the portal that is read."""
    if len(typed) < SHORTEST:
        return []
    shown_in = scope.territory.code_path if scope.territory else ""
    public = IndexedDocument.objects.visible_to(()).read_in(scope.language, shown_in)
    coming = Q(starts_at=None) | Q(starts_at__gte=timezone.now())
    found = begun(public.filter(coming), typed).annotate(length=Length("title"))
    read = found.order_by("length", "title", "pk").only(
        "title", "title_key", "kind", "url", "starts_at", "date", "national"
    )
    once: dict[tuple[object, ...], IndexedDocument] = {}
    for one in sorted(read[:MOST_READ], key=lambda one: not _begins(one.title, typed)):
        once.setdefault((one.title_key, one.date if one.starts_at else None), one)
    dated = sorted((one for one in once.values() if one.starts_at), key=attrgetter("starts_at"))
    undated = [one for one in once.values() if not one.starts_at]
    return list(_suggested([*undated[:MOST], *dated[:MOST_EVENTS]], scope))


def _suggested(found: Iterable[IndexedDocument], scope: Scope) -> Iterable[Suggestion]:
    known = sources()
    for one in found:
        day = wording().day(one.date) if one.starts_at and one.date else ""
        kind = str(known[one.kind].label) if one.kind in known else ""
        yield Suggestion(one.title, day or kind, address(one.url, scope))


def _begins(title: str, typed: str) -> bool:
    words = typed_words(typed)
    return bool(words) and fold(title).startswith(words[0])
