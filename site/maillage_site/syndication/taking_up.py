"""Pages of others in the portals of territories: taken up, put forward, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from maillage.generations.counters import PAGES, bump
from maillage.outbox.writing import index_later
from maillage.pages import SEARCH_KIND
from maillage_site.portals.models.pages import portal_above
from maillage_site.syndication.journal import PINNED, TAKEN_UP, WITHDRAWN, note
from maillage_site.syndication.models import TakenUpPage, TakeUpWords
from maillage_site.syndication.offered import offered_pages, section_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage_site.home.models import ContentPage
    from maillage_site.portals.models import Portal


class NotOfferedError(Exception):
    """Its owner does not offer it, or nobody reads it any more; a portal's own page is never."""


@dataclass(frozen=True)
class Presentation:
    """How a portal shows a page of others.

    ``introductions`` are by language: one left out stays as it was, an empty one goes. ``section``
    is that of the list where the page stands, "" for the page's own.
    """

    introductions: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    pinned: bool = False
    hidden: bool = False


@transaction.atomic
def take_up(
    page: ContentPage, portal: Portal, how: Presentation, *, by: User | None, at: datetime
) -> TakenUpPage:
    """Show the page in that portal, or change how it is shown there. Raises NotOfferedError."""
    owner = portal_above(page)
    if owner in (None, portal) or not offered_pages().filter(pk=page.pk).exists():
        raise NotOfferedError
    said = {
        "owner": owner,
        "section": how.section or section_of(page),
        "pinned": how.pinned and not how.hidden,
        "hidden": how.hidden,
        "modified_at": at,
    }
    taken, _new = TakenUpPage.objects.update_or_create(
        page=page,
        portal=portal,
        defaults=said,
        create_defaults={**said, "slug": _free_slug(page.slug, portal), "created_at": at},
    )
    _say(taken, how.introductions)
    told_to_all(taken)
    action = WITHDRAWN if taken.hidden else PINNED if taken.pinned else TAKEN_UP
    note(action, page, portal, by=by, at=at)
    return taken


def told_to_all(taken: TakenUpPage) -> None:
    """Lists and search show it, or no longer, from now on."""
    bump(PAGES)
    index_later(SEARCH_KIND, taken.page.translation_key)


def _say(taken: TakenUpPage, introductions: Mapping[str, str]) -> None:
    for language, introduction in introductions.items():
        if introduction:
            TakeUpWords.objects.update_or_create(
                taken_up=taken, language=language, defaults={"introduction": introduction}
            )
        else:
            taken.words.filter(language=language).delete()


def _free_slug(slug: str, portal: Portal) -> str:
    """Two portals may each offer a page called "contact": the second one has a number."""
    held = set(TakenUpPage.objects.filter(portal=portal).values_list("slug", flat=True))
    numbered = (f"{slug[:245]}-{number}" for number in range(2, len(held) + 3))
    return next(one for one in (slug, *numbered) if one not in held)
