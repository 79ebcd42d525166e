"""Places as structures and services of data·inclusion (schema 1.0.10), checked as they leave.

A place is a structure, and each of its services of the national standard is a service of that
structure: the names stay the standard's, so that a reader of both finds the same thing. A mobile
place gives each of its services at each of its stops, where and when it stops there. What the
official schema refuses is left out field by field; a row that cannot do without is left out whole.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from data_inclusion.schema.v1 import Service, Structure
from pydantic import ValidationError

from maillage.themes.needs import BY_SERVICE
from maillage_cartography.exports.stops import key
from maillage_cartography.standards import data_inclusion as lists

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from pydantic import BaseModel

    from maillage_cartography.models import Place, Stop

SOURCE = "maillage"
SHORTEST_NAME, LONGEST_NAME = 3, 150
SHORTEST_TEXT, LONGEST_TEXT = 5, 10_000

Row = dict[str, Any]


def json_lines(
    places: Callable[[], Iterable[Place]], address: Callable[[Place], str], *, today: date
) -> Iterator[str]:
    """``{"structures": […], "services": […]}``, row by row.

    The places, ``exported``, are asked for twice, once for each list; ``address`` is the page of
    one.
    """
    yield '{"structures":[\n'
    yield from _joined(
        kept for place in places() if (kept := structure(place, address(place), today=today))
    )
    yield '\n],"services":[\n'
    yield from _joined(
        row
        for place in places()
        for row in services_where_given(place, address(place), today=today)
    )
    yield "\n]}\n"


def structure(place: Place, url: str, *, today: date) -> Row | None:
    """The place as a structure; None when the schema refuses it whole."""
    pivot = place.pivot
    row = {
        **_common(place, url, today),
        "id": identifier(place),
        "nom": _name(place),
        "description": _long_enough(place.description or place.summary),
        "siret": pivot if len(pivot) == 14 and pivot.isdigit() and pivot.strip("0") else None,
        "site_web": _first(place, "websites"),
        "accessibilite_lieu": place.accessibility_url,
        "reseaux_porteurs": lists.all_of(lists.NETWORKS, place.values("programmes")),
    }
    return checked(Structure, row)


def services(place: Place, url: str, *, today: date) -> list[Row]:
    """One service for each of the nine that the place gives."""
    shared = {**_common(place, url, today), **_terms(place), **_ways(place)}
    found = []
    for name in filter(BY_SERVICE.get, place.values("services")):
        row = {
            **shared,
            "structure_id": identifier(place),
            "id": f"{identifier(place)}-{BY_SERVICE[name].slug}",
            "nom": name,
            "description": _description(place, name),
            "thematiques": sorted(lists.THEMES[name]),
        }
        if kept := checked(Service, row):
            found.append(kept)
    return found


def services_where_given(place: Place, url: str, *, today: date) -> list[Row]:
    """Those of a place ``exported``: at each of its stops when it has some."""
    rows = services(place, url, today=today)
    if not place.stops_shown:
        return rows
    stopping = (_stopping(row, stop) for row in rows for stop in place.stops_shown)
    return [kept for row in stopping if (kept := checked(Service, row))]


def _stopping(row: Row, stop: Stop) -> Row:
    """The service where and when the bus stops; no postal code: nobody gave one of the stop."""
    point = stop.point
    return {
        **row,
        "id": f"{row['id']}-{key(stop)}",
        "commune": stop.commune.name,
        "code_insee": stop.commune_id,
        "code_postal": "",
        "adresse": stop.address or stop.spot,
        "complement_adresse": stop.spot if stop.address else "",
        "latitude": point and point.latitude,
        "longitude": point and point.longitude,
        "horaires_accueil": stop.hours.osm,
    }


def identifier(place: Place) -> str:
    return f"{SOURCE}--{place.uuid}"


def checked(model: type[BaseModel], row: Row) -> Row | None:
    """What the official schema takes of the row; None when it can take none of it."""
    row = {name: value for name, value in row.items() if value not in (None, "", [])}
    try:
        model.model_validate(row)
    except ValidationError as error:
        refused = {str(problem["loc"][0]) for problem in error.errors()}
        required = {name for name, field in model.model_fields.items() if field.is_required()}
        if refused & required:
            return None
        return checked(model, {name: row[name] for name in row if name not in refused})
    return row


def _common(place: Place, url: str, today: date) -> Row:
    """What a structure and its services say alike."""
    return {
        "source": SOURCE,
        "lien_source": url,
        "date_maj": min(place.updated_on, today).isoformat(),
        "commune": place.commune.name,
        "code_postal": place.postal_code,
        "code_insee": place.commune_id,
        "adresse": place.address,
        "complement_adresse": place.address_extra,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "telephone": place.phone,
        "courriel": _first(place, "emails"),
        "horaires_accueil": place.hours.osm if place.hours else "",
    }


def _terms(place: Place) -> Row:
    """Who is received, and at what cost."""
    publics, care, costs = (place.values(name) for name in ("publics", "specific_care", "costs"))
    free = [cost for cost in costs if cost != "Payant"]
    return {
        "publics": lists.all_of(lists.PUBLICS, [*publics, *care]) or ["tous-publics"],
        "publics_precisions": ", ".join([*publics, *care]),
        "frais": "gratuit" if free else "payant" if costs else None,
        "frais_precisions": "" if costs == ["Gratuit"] else ", ".join(costs),
    }


def _ways(place: Place) -> Row:
    """How to be helped, and how to ask for it."""
    support, access = place.values("support_modes"), place.values("access_modes")
    alone = "Ce lieu n'accueille pas de public" in access or support == ["À distance"]
    prescribed = "Envoyer un mail avec une fiche de prescription" in access
    return {
        "type": next((kind for mode, kind in lists.KINDS if mode in support), None),
        "modes_accueil": [
            *(["a-distance"] if "À distance" in support else []),
            *([] if alone else ["en-presentiel"]),
        ],
        "modes_mobilisation": lists.all_of(lists.WAYS_IN, access),
        "mobilisable_par": ["professionnels", "usagers"] if prescribed else ["usagers"],
        "lien_mobilisation": place.booking_url,
        "mobilisation_precisions": ", ".join(access),
    }


def _description(place: Place, name: str) -> str:
    """The service in words: the schema wants some, and keeps a single kind of support."""
    support = ", ".join(place.values("support_modes"))
    parts = (name, support, place.summary)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _name(place: Place) -> str:
    """3 to 150 characters, without a final full stop; a name that is too short gains its town."""
    name = place.name[:LONGEST_NAME].rstrip(". ")
    return name if len(name) >= SHORTEST_NAME else f"{name} {place.commune.name}"


def _long_enough(text: str) -> str:
    return text[:LONGEST_TEXT] if len(text) >= SHORTEST_TEXT else ""


def _first(place: Place, field: str) -> str:
    return next(iter(place.values(field)), "")


def _joined(rows: Iterable[Row]) -> Iterator[str]:
    separator = ""
    for row in rows:
        yield separator + json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        separator = ",\n"
