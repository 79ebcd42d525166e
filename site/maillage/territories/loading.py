"""Loading the reference tables into the database, as often as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.territories.models import Commune, OtherName, PostalCode, Territory
from maillage.territories.names import name_key
from maillage.territories.reference import ReferenceTables
from maillage.territories.seeding import ancestor_pairs, territories

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

    from maillage.territories.reference import Row

    Progress = Callable[[str, int], None]

BATCH = 2000
COMMUNE_FIELDS = [
    "name",
    "name_key",
    "kind",
    "parent",
    "departement_code",
    "region_code",
    "epci_code",
    "population",
    "density",
    "latitude",
    "longitude",
    "time_zone",
    "seat",
]
# A slug is an address once a portal uses it: loading again never changes it, nor the UUID.
TERRITORY_FIELDS = [
    "name",
    "time_zone",
    "phone_prefix",
    "population",
    "west",
    "south",
    "east",
    "north",
]


def load_territories(
    tables: ReferenceTables | None = None, progress: Progress = lambda _label, _count: None
) -> None:
    """Write every reference table, one transaction each; tells ``progress(table, rows)``."""
    tables = tables or ReferenceTables()
    progress(_("communes"), _load_communes(tables, tables.communes))
    progress(_("arrondissements"), _load_communes(tables, tables.arrondissements))
    progress(_("postal codes"), _load_postal_codes(tables))
    progress(_("other names"), _load_other_names(tables))
    progress(_("territories"), _load_territories(tables))
    progress(_("territories inside another"), _load_ancestors(tables))


@transaction.atomic
def _load_communes(tables: ReferenceTables, rows: list[Row]) -> int:
    communes = (_commune(tables, row) for row in rows)
    Commune.objects.bulk_create(
        communes,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=COMMUNE_FIELDS,
    )
    return len(rows)


def _commune(tables: ReferenceTables, row: Row) -> Commune:
    parent = row.get("parent") or None
    return Commune(
        code=row["code_insee"],
        name=row["nom"],
        name_key=name_key(row["nom"]),
        kind=Commune.Kind.ARRONDISSEMENT if parent else Commune.Kind.COMMUNE,
        parent_id=parent,
        departement_code=row["departement"],
        region_code=row["region"],
        epci_code=row["epci"],
        population=_number(row["population"], int),
        density=_number(row["densite7"], int),
        latitude=_number(row["latitude"], float),
        longitude=_number(row["longitude"], float),
        time_zone=tables.time_zone(row["departement"], row["code_insee"]),
        seat=row["code_insee"] in tables.seats,
    )


@transaction.atomic
def _load_postal_codes(tables: ReferenceTables) -> int:
    wanted = {
        (row["code_insee"], code)
        for row in (*tables.communes, *tables.arrondissements)
        for code in filter(None, row["codes_postaux"].split("|"))
    }
    known = {(row.commune_id, row.code): row.pk for row in PostalCode.objects.all()}
    _delete(PostalCode, [known[pair] for pair in known.keys() - wanted])
    new = sorted(wanted - known.keys())
    PostalCode.objects.bulk_create(
        (PostalCode(commune_id=commune, code=code) for commune, code in new), batch_size=BATCH
    )
    return len(wanted)


@transaction.atomic
def _load_other_names(tables: ReferenceTables) -> int:
    """Written anew: nothing points to them."""
    known = {row["code_insee"] for row in tables.communes}
    OtherName.objects.all().delete()
    rows = [
        OtherName(
            commune_id=row["code_insee"],
            name=row["nom"],
            key=name_key(row["nom"]),
            nature=row["nature"],
        )
        for row in tables.other_names
        if row["code_insee"] in known
    ]
    OtherName.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


@transaction.atomic
def _load_territories(tables: ReferenceTables) -> int:
    rows = territories(tables)
    Territory.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "code"],
        update_fields=TERRITORY_FIELDS,
    )
    return len(rows)


@transaction.atomic
def _load_ancestors(tables: ReferenceTables) -> int:
    """Networks and communes, which the tables do not hold, keep the ancestors they have."""
    ids = {(row.kind, row.code): row.pk for row in Territory.objects.only("kind", "code")}
    wanted = {(ids[inner], ids[outer]) for inner, outer in ancestor_pairs(tables)}
    through = Territory.ancestors.through
    seeded = set(Territory.Kind) - {Territory.Kind.NETWORK, Territory.Kind.COMMUNE}
    links = through.objects.filter(from_territory__kind__in=seeded)
    known = {(link.from_territory_id, link.to_territory_id): link.pk for link in links}
    _delete(through, [known[pair] for pair in known.keys() - wanted])
    through.objects.bulk_create(
        (through(from_territory_id=i, to_territory_id=o) for i, o in wanted - known.keys()),
        batch_size=BATCH,
    )
    return len(wanted)


def _delete(model: type[Model], keys: list[int]) -> None:
    for start in range(0, len(keys), BATCH):
        model.objects.filter(pk__in=keys[start : start + BATCH]).delete()


def _number(text: str, kind: type[int | float]) -> int | float | None:
    return kind(text) if text else None
