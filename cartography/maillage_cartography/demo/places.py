"""The real places of the demo: the files of ``data``, imported as an operator would.

With ``FRANCE=1`` in the environment, those of ``data/france`` too: 33,000 rows in all. Two buses
are made up, since no open data tells when one stops; their names say so.
"""

from __future__ import annotations

import lzma
import os
import shutil
import tempfile
import tomllib
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from maillage_cartography.imports.applying import import_places
from maillage_cartography.models import Place, PlaceSource
from maillage_cartography.provenance import locks

if TYPE_CHECKING:
    from collections.abc import Generator

    from maillage.contributions import DemoContext

DATA = Path(__file__).parents[1] / "data"
FILES = (
    ("france-services-2024-08-01.csv", "france-services", date(2024, 8, 1)),
    ("mednum-bfc-2023.csv", "mednum-bfc", date(2023, 1, 1)),
)
FRANCE = (
    ("bibliotheques-publiques-2020.csv", "bibliotheques", date(2020, 11, 26)),
    ("conseillers-numeriques-2022.csv", "conseillers-numeriques", date(2022, 12, 2)),
    ("data-inclusion-mednum-2023.csv", "data-inclusion", date(2023, 4, 6)),
    ("aidants-connect-2023.csv", "aidants-connect", date(2023, 1, 1)),
    ("hinaura-auvergne-rhone-alpes.json", "hinaura", date(2022, 12, 2)),
    ("hub-lo-centre-val-de-loire.json", "hub-lo", date(2021, 1, 1)),
    ("gironde.json", "gironde", date(2023, 1, 1)),
    ("maine-et-loire.json", "maine-et-loire", date(2023, 1, 1)),
    ("etapes-numeriques-laposte-avec-score-ban.json", "etapes-numeriques", date(2022, 1, 1)),
    ("nouvelle-caledonie.json", "nouvelle-caledonie", date(2023, 1, 1)),
    ("fibre-64-pyrenees-atlantiques.json", "fibre-64", date(2021, 1, 1)),
)


def load(context: DemoContext) -> None:
    """France services and the places of Bourgogne-Franche-Comté; a source is imported once."""
    for name, source, on in FILES:
        _bring(DATA / name, source, on, context)
    if os.environ.get("FRANCE") == "1":
        for name, source, on in FRANCE:
            with unpacked(name) as path:
                _bring(path, source, on, context)

    _make_buses()


def _make_buses() -> None:
    """Once; whoever tries the demo may change them."""
    for bus in tomllib.loads((DATA / "buses.toml").read_text(encoding="utf-8"))["bus"]:
        if not Place.records.filter(name=bus["name"]).exists():
            values = bus | {"stops": bus["stops"].strip()}
            locks.create(values, by=None, at=timezone.now())


def _bring(path: Path, source: str, on: date, context: DemoContext) -> None:
    if PlaceSource.objects.filter(source=source).exists():
        return
    report = import_places(path, source, on=on)
    counts = {"file": path.name, "created": report.created, "refused": report.refused}
    context.tell(_("%(file)s: %(created)s places, %(refused)s rows refused") % counts)


@contextmanager
def unpacked(name: str) -> Generator[Path]:
    """A file of ``data/france``, which are kept compressed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        with lzma.open(DATA / "france" / f"{name}.xz") as packed, path.open("wb") as out:
            shutil.copyfileobj(packed, out)
        yield path
