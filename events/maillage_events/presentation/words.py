"""The words of events: of all the pages of an event, the one for a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from django.db.models import OuterRef
from django.utils.translation import gettext as _

from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept
from maillage.scope import DEFAULT_LANGUAGE
from maillage.text import fold
from maillage_events.models import Event, EventPage
from maillage_events.presentation import pictures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage_events.models.pages import EventPageQuerySet

BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|ul|ol)>|<br ?/?>")
TAG = re.compile(r"<[^>]*>")  # editors' text was made clean when it was saved
COLUMNS = (
    *("event_id", "title", "summary", "body", "slug", "url_path", "locale__language_code"),
    "picture",
)


@dataclass(frozen=True)
class Words:
    """Title, summary and body of an event in one language; ``url_path`` as Wagtail keeps it."""

    event_id: int
    title: str
    summary: str
    body: str
    slug: str
    url_path: str
    language: str
    picture: str = ""  # absolute

    @property
    def text(self) -> str:
        """Summary and body without markup, a blank line between paragraphs."""
        return "\n\n".join(part for part in (self.summary, plain(self.body)) if part)


def words_for(events: Iterable[int], language: str) -> dict[int, Words]:
    """Event's primary key → its words in that language, else in French, else in any; one query."""
    best: dict[int, Words] = {}
    for words in _open_words(events):
        held = best.get(words.event_id)
        if held is None or _rank(words, language) < _rank(held, language):
            best[words.event_id] = words
    return best


@kept(PAGES)
def words_of_cards(events: frozenset[int], language: str) -> dict[int, Words]:
    """As ``words_for``, for the few events of a page: only their pages change them."""
    return words_for(events, language)


def last_words(event: int) -> Words:
    """What the event was called, for those it concerns, when no page of it is public any more."""
    page = EventPage.objects.filter(event=event).order_by("alias_of_id", "path")
    row = _with_picture(page).values_list(*COLUMNS).first()
    return _words(*row) if row else Words(event, _("Event"), "", "", "", "", DEFAULT_LANGUAGE)


def all_words(event: int) -> list[Words]:
    """One of each language an event is told in."""
    return list({words.language: words for words in reversed(list(_open_words([event])))}.values())


def search_key(text: str) -> str:
    """Text as the agenda's search compares it: no case, no accent, no punctuation."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _open_words(events: Iterable[int]) -> list[Words]:
    """Aliases come last: an event is named by its own page when it has one."""
    pages = _with_picture(EventPage.objects.open_to_all().filter(event__in=events))
    rows = pages.order_by("event_id", "alias_of_id", "path").values_list("alias_of_id", *COLUMNS)
    ordered = sorted(rows, key=lambda row: row[0] is not None)
    return [_words(*row[1:]) for row in ordered]


def _with_picture(pages: EventPageQuerySet) -> EventPageQuerySet:
    return pages.annotate(picture=pictures.file_of(OuterRef("image")))


def _words(*row: str) -> Words:
    return Words(*row[:-1], pictures.address(row[-1]))


def _rank(words: Words, language: str) -> int:
    return 0 if words.language == language else 1 if words.language == DEFAULT_LANGUAGE else 2


def plain(html: str) -> str:
    """Text of rich text: one line a paragraph or an item, a blank line between them."""
    text = unescape(TAG.sub("", BLOCK_END.sub("\n", html)))
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def title(event: Event, words: Words, *, cancelled: bool = False) -> str:
    """The title, after the word that says it does not take place."""
    if event.status == Event.Status.POSTPONED:
        return _("Postponed – %(title)s") % {"title": words.title}
    if cancelled or event.status == Event.Status.CANCELLED:
        return _("Cancelled – %(title)s") % {"title": words.title}
    return words.title
