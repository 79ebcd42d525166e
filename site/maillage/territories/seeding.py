"""The territories that the reference tables describe, and which lies in which."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.utils.text import slugify

from maillage.territories.models import Territory
from maillage.territories.reference import COLLECTIVITY_ZONE

if TYPE_CHECKING:
    from maillage.territories.reference import ReferenceTables, Row

    Code = tuple[str, str]  # kind and official code
    Box = tuple[float, float, float, float]  # west, south, east, north

Kind = Territory.Kind
# A box of centres cuts the outer communes in two: this much is added on every side (about 5 km).
MARGIN = 0.05
METROPOLE_PREFIX = "+33"


def territories(tables: ReferenceTables) -> list[Territory]:
    """Régions, départements and collectivities, EPCI; unsaved, each with a slug of its own."""
    members = communes_of(tables)
    rows = [(Kind.REGION, row) for row in tables.regions]
    rows += [(departement_kind(row), row) for row in tables.departements]
    rows += [(Kind.EPCI, row) for row in tables.epci]
    slugs = _slugs([(str(kind), row["code"], row["nom"]) for kind, row in rows])
    return [
        _territory(tables, kind, row, slugs[kind, row["code"]], members[kind, row["code"]])
        for kind, row in rows
    ]


def ancestor_pairs(tables: ReferenceTables) -> set[tuple[Code, Code]]:
    """(inner, outer): every commune of the inner territory lies in the outer one.

    An EPCI astride two départements lies in neither, and may lie in their région.
    """
    kinds = {row["code"]: departement_kind(row) for row in tables.departements}
    regions = {row["code"]: row["region"] for row in tables.departements}
    pairs: set[tuple[Code, Code]] = {
        ((kinds[d], d), (Kind.REGION, region)) for d, region in regions.items()
    }
    for (kind, code), rows in communes_of(tables).items():
        if kind != Kind.EPCI:
            continue
        departements = {row["departement"] for row in rows}
        outer = {(kinds[d], d) for d in departements} if len(departements) == 1 else set()
        if len({regions[d] for d in departements}) == 1:
            outer.add((Kind.REGION, rows[0]["region"]))
        pairs |= {((kind, code), one) for one in outer}
    return pairs


def communes_of(tables: ReferenceTables) -> dict[Code, list[Row]]:
    """Kind and code → rows of the communes inside."""
    kinds = {row["code"]: departement_kind(row) for row in tables.departements}
    found = defaultdict(list)
    for row in tables.communes:
        found[kinds[row["departement"]], row["departement"]].append(row)
        found[Kind.REGION, row["region"]].append(row)
        if row["epci"]:
            found[Kind.EPCI, row["epci"]].append(row)
    return found


def departement_kind(row: Row) -> Territory.Kind:
    return Kind.COLLECTIVITY if row["zone"] == COLLECTIVITY_ZONE else Kind.DEPARTEMENT


def _territory(
    tables: ReferenceTables, kind: Territory.Kind, row: Row, slug: str, members: list[Row]
) -> Territory:
    departements = {member["departement"] for member in members}
    overseas = tables.overseas.get(next(iter(departements))) if len(departements) == 1 else None
    box = overseas.box if overseas and kind != Kind.EPCI else _box(members)
    west, south, east, north = box or (None, None, None, None)
    return Territory(
        kind=kind,
        code=row["code"],
        name=row["nom"],
        slug=slug,
        time_zone=tables.time_zone(next(iter(departements))),
        phone_prefix=overseas.phone_prefix if overseas else METROPOLE_PREFIX,
        population=sum(int(member["population"] or 0) for member in members) or None,
        west=west,
        south=south,
        east=east,
        north=north,
    )


def _box(members: list[Row]) -> Box | None:
    located = [m for m in members if m["latitude"]]
    if not located:
        return None
    latitudes = [float(m["latitude"]) for m in located]
    longitudes = [float(m["longitude"]) for m in located]
    return (
        round(min(longitudes) - MARGIN, 2),
        round(min(latitudes) - MARGIN, 2),
        round(max(longitudes) + MARGIN, 2),
        round(max(latitudes) + MARGIN, 2),
    )


def _slugs(named: list[tuple[str, str, str]]) -> dict[Code, str]:
    """A département takes its plain name; a région or an EPCI of that name says what it is."""
    plain = {slugify(n) for kind, _, n in named if kind in {Kind.DEPARTEMENT, Kind.COLLECTIVITY}}
    uses = Counter(slugify(name) for _, _, name in named)
    slugs = {}
    for kind, code, name in named:
        slug = slugify(name)
        if kind == Kind.REGION and slug in plain:
            slug = f"region-{slug}"
        elif kind == Kind.EPCI and uses[slug] > 1:
            slug = f"{slug}-{code}"
        slugs[kind, code] = slug
    return slugs
