"""The round of a place as one text, which is kept, recorded and put back as any other field.

One stop a line: the commune's INSEE code, where, address, ``46.4347,4.6597`` when it is known, and
the rule as ``rules`` writes it: ``71137|place de la mairie||46.4347,4.6597|Tu[2] 09:00-12:00``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.territories.models import Commune
from maillage_cartography.models import Hours, Place, Stop
from maillage_cartography.opening_hours.schedule import holiday_region
from maillage_cartography.rounds import rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.values import Point

SEPARATOR = "|"
MOST_STOPS = 40


class NotARound(ValueError):
    """The text says no round."""


@dataclass(frozen=True)
class Planned:
    """A stop as it was written, before it is a row; ``point`` None: that of the commune stands."""

    commune: str
    spot: str
    hours: str
    address: str = ""
    point: tuple[float, float] | None = None

    @property
    def text(self) -> str:
        position = f"{self.point[0]},{self.point[1]}" if self.point else ""
        cells = (self.commune, self.spot, self.address, position, self.hours)
        return SEPARATOR.join(plain(cell) for cell in cells)


def plain(cell: str) -> str:
    """The cell on one line, without what separates cells."""
    return " ".join(cell.replace(SEPARATOR, " ").split())


def text_of(planned: Iterable[Planned]) -> str:
    """The round as one text; a stop said twice is said once."""
    return "\n".join(dict.fromkeys(one.text for one in planned))


def parse(text: str) -> list[Planned]:
    """The stops that the text says. Raises NotARound."""
    found = []
    for line in filter(None, text.split("\n")):
        cells = line.split(SEPARATOR)
        if len(cells) != 5 or rules.read(cells[4]) is None:
            raise NotARound(line)
        commune, spot, address, position, hours = cells
        latitude, _comma, longitude = position.partition(",")
        point = (float(latitude), float(longitude)) if position else None
        found.append(Planned(commune, spot, hours, address, point))
    return found


def written(place: Place) -> str:
    """The round that the place has, or was given since it was read."""
    if (given := getattr(place, "round_given", None)) is not None:
        return given
    if place.pk is None:
        return ""
    return text_of(planned(stop) for stop in place.stops.select_related("hours"))


def planned(stop: Stop) -> Planned:
    point = (stop.point.latitude, stop.point.longitude) if stop.exact and stop.point else None
    return Planned(stop.commune_id, stop.spot, stop.hours.text, stop.address, point)


def give(place: Place, text: str) -> None:
    """Have the place's next ``save_round`` write this one. Raises NotARound."""
    parse(text)
    place.round_given = text


def save_round(place: Place) -> None:
    """Write the round that was given as rows, in the caller's transaction; nothing otherwise."""
    given = getattr(place, "round_given", None)
    if given is None:
        return
    del place.round_given
    wanted = parse(given)
    communes = Commune.objects.in_bulk({one.commune for one in wanted})
    place.stops.all().delete()
    Stop.objects.bulk_create(_row(place, one, communes[one.commune]) for one in wanted)


def unsaved(text: str) -> list[Stop]:
    """The stops of that round, of no place yet: to be looked at, never saved."""
    wanted = parse(text)
    communes = Commune.objects.in_bulk({one.commune for one in wanted})
    found = []
    for one in wanted:
        commune = communes[one.commune]
        region = holiday_region(commune.departement_code)
        hours = Hours.reading(one.hours, commune.time_zone, region)
        found.append(Stop(commune=commune, spot=one.spot, hours=hours))
    return found


def _row(place: Place, one: Planned, commune: Commune) -> Stop:
    rule = rules.read(one.hours)
    centre: Point | None = commune.point
    around = (centre.latitude, centre.longitude) if centre else (None, None)
    latitude, longitude = one.point or around
    return Stop(
        place=place,
        commune=commune,
        spot=one.spot,
        address=one.address,
        latitude=latitude,
        longitude=longitude,
        exact=one.point is not None,
        hours=_hours(one.hours, commune),
        last_on=rule.last_on if rule else None,
    )


def _hours(text: str, commune: Commune) -> Hours:
    """The row of these words in that commune, which others may share."""
    region = holiday_region(commune.departement_code)
    key = {"text": text, "zone": commune.time_zone, "holiday_region": region}
    found, _created = Hours.objects.get_or_create(**key, defaults={"osm": text})
    return found
