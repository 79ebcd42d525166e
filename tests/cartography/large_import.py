"""An import of many rows in a process of its own, for its time and its memory; nothing is kept.

    python -m tests.cartography.large_import 33000      prints what it took, as JSON

The rows are those of the France services file, again and again under other identifiers.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import count, islice
from pathlib import Path

SERVICES = (
    Path(__file__).parents[2]
    / "cartography/maillage_cartography/data/france-services-2024-08-01.csv"
)
SECONDS, MEGABYTES = "seconds", "megabytes"


def many_rows() -> Iterator[dict[str, str]]:
    for turn in count():
        with SERVICES.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                moved = {
                    name: str(float(row[name]) + turn * 0.003) if row[name] else ""
                    for name in ("latitude", "longitude")
                }
                name = f"{row['lib_fs']} {turn}" if turn else row["lib_fs"]
                yield row | moved | {"id_fs": f"{turn}-{row['id_fs']}", "lib_fs": name}


def write(file: Path, rows: int) -> None:
    found = many_rows()
    first = next(found)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, first)
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(islice(found, rows - 1))


def main(rows: int) -> None:
    import django

    django.setup()
    from django.db import transaction

    from maillage_cartography.imports.applying import import_places
    from tests.bench.database import processor_time

    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        file = Path(folder, "lieux.csv")
        write(file, rows)
        began = processor_time()
        report = import_places(file, "bench", on=date(2026, 1, 1))
        took = processor_time() - began
        transaction.set_rollback(True)
    if report.created < rows:
        sys.exit(f"{report.created} created of {rows}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({SECONDS: took, MEGABYTES: most}) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
