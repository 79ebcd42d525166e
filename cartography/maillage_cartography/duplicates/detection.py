"""Looking for duplicates among the places of the database, and remembering what was found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from maillage_cartography.duplicates.candidates import alike
from maillage_cartography.duplicates.similarity import Sheet, Similarity
from maillage_cartography.models import Duplicate, Place, PlaceSource

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from maillage_cartography.models.places import PlaceQuerySet

COLUMNS = (
    *("pk", "name", "address", "latitude", "longitude", "pivot", "phone", "emails"),
    *("accessibility_url", "town", "commune_id"),
)
# Behind one door; a list of more says nothing.
MOST = 10
NOBODY: frozenset[str] = frozenset()
State = Duplicate.State


def find(*, at: datetime, among: Collection[int] | None = None) -> Counter[str]:
    """Note the pairs that may be one place; how many of each verdict are new.

    ``among``: keys of places, one of the pair at least is among them; None: all places. What was
    decided before stays decided; what waits is judged anew.
    """
    found = dict(alike(sheets(), among if among is None else frozenset(among)))
    known = {(row.first_id, row.second_id): row for row in _known(among)}
    fresh = [pair for pair in found if pair not in known]
    for start in range(0, len(fresh), 500):
        rows = [_row(pair, found[pair], at) for pair in fresh[start : start + 500]]
        Duplicate.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = {pair: row for pair, row in known.items() if row.state == State.WAITING}
    changed = [
        _judged(row, found[pair])
        for pair, row in waiting.items()
        if pair in found and (row.verdict, row.reasons) != _said(found[pair])
    ]
    Duplicate.objects.bulk_update(changed, ["verdict", "score", "reasons"], batch_size=200)
    gone = [row.pk for pair, row in waiting.items() if pair not in found]
    for start in range(0, len(gone), 500):
        Duplicate.objects.filter(pk__in=gone[start : start + 500]).delete()
    return Counter(found[pair].verdict for pair in fresh)


def search_everywhere(at: datetime) -> int:
    """Look at every pair again: people add and move places too; how many are new."""
    with transaction.atomic():
        return sum(find(at=at).values())


def neighbours(place: Place) -> PlaceQuerySet:
    """The places shown at the same address, whether found or said by somebody."""
    site = Q(state=State.SITE) | Q(state=State.WAITING, verdict=Duplicate.Verdict.SITE)
    after = Duplicate.objects.filter(site, first=place).values("second")
    before = Duplicate.objects.filter(site, second=place).values("first")
    return Place.objects.filter(Q(pk__in=after) | Q(pk__in=before)).only("uuid", "name")[:MOST]


def sheets() -> list[Sheet]:
    """What is compared of every place shown; two queries."""
    sources: dict[int, frozenset[str]] = {}
    # Tens of thousands of places share a few sets of sources, which are kept once each.
    shared: dict[frozenset[str], frozenset[str]] = {}
    for place, source in PlaceSource.objects.values_list("place", "source").iterator(5000):
        both = sources.get(place, NOBODY) | {source}
        sources[place] = shared.setdefault(both, both)
    rows = Place.objects.order_by("pk").annotate(town=F("commune__name")).values_list(*COLUMNS)
    return [_sheet(row, sources) for row in rows.iterator(5000)]


def facts(similarity: Similarity) -> list[list]:
    """What the verdict rests on, the most telling first."""
    found: list[list] = [[key, ""] for key in similarity.keys]
    if similarity.metres is not None:
        found.append(["metres", similarity.metres])
    found += [["name", similarity.name], ["address", similarity.address]]
    if similarity.moving:
        found.append(["moving", ""])
    if similarity.one_source:
        found.append(["source", ""])
    return found


def _known(among: Collection[int] | None) -> list[Duplicate]:
    rows = Duplicate.objects.order_by()
    if among is None:
        return list(rows)
    mine = set(among)
    return [row for row in rows if row.first_id in mine or row.second_id in mine]


def _row(pair: tuple[int, int], seen: Similarity, at: datetime) -> Duplicate:
    row = Duplicate(first_id=pair[0], second_id=pair[1], found_at=at)
    return _judged(row, seen)


def _judged(row: Duplicate, seen: Similarity) -> Duplicate:
    row.verdict, row.reasons = _said(seen)
    row.score = seen.score
    return row


def _said(seen: Similarity) -> tuple[str, list]:
    return str(seen.verdict), facts(seen)


def _sheet(row: tuple, sources: dict[int, frozenset[str]]) -> Sheet:
    pk, name, address, latitude, longitude, pivot, phone, emails, sheet, town, commune = row
    return Sheet(
        key=pk,
        name=name,
        town=town,
        commune=commune,
        address=address,
        latitude=latitude,
        longitude=longitude,
        pivot=pivot,
        phone=phone,
        mails=frozenset(filter(None, emails.casefold().split("|"))),
        sheet=sheet,
        sources=sources.get(pk, NOBODY),
    )
