"""What becomes of a portal's circles when it closes: read only, or moved to another portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from maillage.languages import whole_languages
from maillage.portal_contributions import Closed, LastFeed
from maillage.scope import Scope
from maillage_community.models import Circle, Membership

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from maillage.portal_contributions import ClosingPortal
    from maillage.territories.models import Territory
    from maillage_community.models.circles import CircleQuerySet

# The circles are still there, read in the nation's portal; so is what stops their emails.
LASTING = tuple(
    f"maillage_community:{name}" for name in ("circle", "circle_space", "topic", "unsubscribe")
)


def numbers(territory: Territory, _at: datetime) -> Sequence[str]:
    circles = _own(territory)
    people = Membership.objects.filter(circle__in=circles).values("user").distinct().count()
    here = circles.count()
    if not here:
        return []
    return [
        ngettext("%(number)d circle", "%(number)d circles", here) % {"number": here},
        ngettext("%(number)d member of a circle", "%(number)d members of circles", people)
        % {"number": people},
    ]


def close(closing: ClosingPortal) -> Closed:
    """Each is saved: the search learns where it is."""
    feeds = tuple(_feeds(closing))
    changed = []
    for circle in _own(closing.territory):
        if closing.heir is not None:
            circle.territory = closing.heir.territory
        elif circle.is_read_only:
            continue
        else:
            circle.read_only_since = closing.at
        circle.save()
        changed.append(circle.pk)
    return Closed({"circles": changed}, feeds)


def reopen(opened: ClosingPortal, kept: dict[str, Any]) -> None:
    """Those that the heir has given to somebody else stay there."""
    received = opened.heir.territory if opened.heir else opened.territory
    for circle in Circle.objects.filter(pk__in=kept.get("circles", ()), territory=received):
        circle.territory, circle.read_only_since = opened.territory, None
        circle.save()


def _own(territory: Territory) -> CircleQuerySet:
    return Circle.objects.belonging_to([territory]).order_by("pk")


def _feeds(closing: ClosingPortal) -> Iterator[LastFeed]:
    name, prefix = "maillage_community:feed", f"{closing.scope.url_prefix}/"
    for circle in _own(closing.territory).public():
        path = closing.scope.url(name, slug=circle.slug).removeprefix(prefix)
        for language in whole_languages():
            there = Scope(language=language).url(name, slug=circle.slug)
            yield LastFeed(path, language, leads_to=there)
