"""What the search and the map know of boxes."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from maillage.contributions import MapQuery
from maillage.values import Feature, Point, SearchDocument
from maillage_bookboxes.models import BookBox


def _address(box: BookBox) -> str:
    return f"{reverse('maillage_bookboxes:boxes')}#{box.uuid}"


def boxes() -> QuerySet[BookBox]:
    return BookBox.objects.select_related("commune")


def documents(box: BookBox) -> Iterable[SearchDocument]:
    """One document a language; boxes are told in French only."""
    yield SearchDocument(
        uid=f"book_box:{box.uuid}:fr",
        kind="book_box",
        title=box.name,
        url=_address(box),
        summary=box.commune.name,
        territories=(f"dep:{box.commune.departement_code}",),
        point=Point(box.latitude, box.longitude),
    )


def features(query: MapQuery) -> Iterable[Feature]:
    """The boxes of the portal being read, on everybody's map."""
    for box in boxes().shown_in(query.scope)[: query.limit]:
        point = Point(box.latitude, box.longitude)
        if query.box is None or query.box.contains(point):
            yield Feature(uuid=str(box.uuid), point=point, title=box.name, url=_address(box))
