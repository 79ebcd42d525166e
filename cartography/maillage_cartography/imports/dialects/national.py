"""The national standard itself, v1.0.2, and the headers of 0.1.x."""

from __future__ import annotations

from maillage_cartography.exports import lamednum as exports
from maillage_cartography.standards import lamednum

NAME = "standard-mediation-num"
MARKS = ("id", "nom", "commune", "code_postal", "adresse")
REQUIRED = lamednum.REQUIRED

written = exports.standard_fields


def translate(cells: dict[str, str]) -> dict[str, str]:
    """The fields of v1.0.2; values of old columns are added where they now belong."""
    fields = {name: cells.get(name, "") for name in lamednum.FIELDS}
    for old, targets in lamednum.OLD_HEADERS.items():
        for value in lamednum.split_cell(cells.get(old, "")):
            _add(fields, _target(targets, value), value)
    return fields


def _target(targets: tuple[str, ...], value: str) -> str:
    """The field whose list knows the value; the first one otherwise, to be reported there."""
    known = (name for name in targets if name in lamednum.LISTS)
    return next(
        (name for name in known if lamednum.recognised(name, value) is not None), targets[0]
    )


def _add(fields: dict[str, str], name: str, value: str) -> None:
    fields[name] = f"{fields[name]}|{value}" if fields[name] else value
