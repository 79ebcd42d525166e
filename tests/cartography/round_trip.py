"""Every real row, out in the national standards and in again; nothing is kept.

    python -m tests.cartography.round_trip      prints what it found; fails when anything changed

All the files of ``make demo FRANCE=1``. Out in the standard v1.0.2, held to its Table Schema, and in
again twice: nothing changes. The same for data·inclusion, held to the official package, a
département at a time: a JSON file is read whole, and one of all France is refused as too large.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

SCHEMA = Path(__file__).parent / "data/mediation-num-v1.0.2.tableschema.json"
# Of the places that the demo made up: none is later than it.
TODAY = datetime.now(tz=UTC).date()
LOST = ("created", "changed", "refused")


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def schema_errors(path: Path) -> list[str]:
    """What the official Table Schema refuses in a CSV file."""
    from frictionless import Resource, Schema

    schema = Schema.from_descriptor(json.loads(SCHEMA.read_text(encoding="utf-8")))
    resource = Resource(path=path.name, basepath=str(path.parent), schema=schema)
    report = resource.validate(limit_errors=1000)
    return [error.message for task in report.tasks for error in task.errors]


def everything() -> Iterator[tuple[Path, str, date]]:
    """The files of the demo, unpacked."""
    from maillage_cartography.demo import places as demo

    for name, source, on in demo.FILES:
        yield demo.DATA / name, source, on
    for name, source, on in demo.FRANCE:
        with demo.unpacked(name) as path:
            yield path, source, on


def bring_all() -> None:
    from maillage_cartography.imports.applying import import_places

    found: Counter[str] = Counter()
    for path, source, on in everything():
        report = import_places(path, source, on=on)
        counts = {
            name: getattr(report, name) for name in ("read", "created", "refused", "repaired")
        }
        rules = Counter((it.field, it.rule) for it in report.problems if it.refused)
        say(path.name, counts, *(f"{field}: {rule} × {n}" for (field, rule), n in rules.items()))
        found.update(counts)
    say("in all:", dict(found))


def in_again(path: Path) -> Counter[str]:
    """What importing it does, the second time included."""
    from maillage_cartography.imports.applying import import_places

    found: Counter[str] = Counter()
    for _time in range(2):
        report = import_places(path, "retour", on=TODAY)
        found.update({name: getattr(report, name) for name in ("read", "unchanged", *LOST)})
        for problem in report.problems:
            if problem.refused:
                say(path.name, problem)
    return found


def standard(folder: Path) -> Counter[str]:
    """How many rows went wrong, out and in again as CSV."""
    from maillage_cartography.exports.lamednum import csv_lines
    from maillage_cartography.models import Place

    path = folder / "lieux.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(csv_lines(Place.objects.shown().order_by("pk").iterator(500)))
    found = in_again(path)
    found["refused by the schema"] = len(schema_errors(path))
    return found


def data_inclusion(folder: Path) -> Counter[str]:
    """How many rows went wrong, out and in again as JSON."""
    from data_inclusion.schema.v1 import Service, Structure

    from maillage_cartography.exports.data_inclusion import json_lines
    from maillage_cartography.models import Place

    found: Counter[str] = Counter()
    for code in sorted({code[:2] for code in Place.objects.values_list("commune_id", flat=True)}):
        places = Place.objects.exported().filter(commune__pk__startswith=code).order_by("pk")
        path = folder / f"{code}.json"
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json_lines(places.all, lambda p: f"https://x.fr/{p.uuid}", today=TODAY))
        whole = json.loads(path.read_text(encoding="utf-8"))
        for model, name in ((Structure, "structures"), (Service, "services")):
            for row in whole[name]:
                model.model_validate(row)
            found[name] += len(whole[name])
        found["left out: older than the schema allows"] += places.count() - len(whole["structures"])
        found.update(in_again(path))
    return found


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_site.settings.development")
    django.setup()
    from django.db import transaction

    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        bring_all()
        trips = {trip.__name__: trip(Path(folder)) for trip in (standard, data_inclusion)}
        transaction.set_rollback(True)
    for name, found in trips.items():
        say(name, dict(found))
    return sum(found[name] for found in trips.values() for name in (*LOST, "refused by the schema"))


if __name__ == "__main__":
    sys.exit(bool(main()))
