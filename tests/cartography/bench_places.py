"""Lists, maps and imports of places: with the demo's, then with 20,000."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from maillage.territories.models import Commune
from maillage_cartography.finding_duplicates import sheets
from maillage_cartography.importing import import_places
from maillage_cartography.likeness import Verdict
from maillage_cartography.models import Hours, Place
from maillage_cartography.pairing import alike
from tests.bench.harness import Bench, case
from tests.cartography.test_likeness import judged

DATA = Path(__file__).parents[2] / "cartography/maillage_cartography/data"
LISTS = (
    "/lieux/",
    "/lieux/?pres_de=M%C3%A2con",
    "/lieux/?commune=71270&rayon=50&service=demarches&ouvert=maintenant",
    "/saone-et-loire/lieux/?q=mairie",
)


@case("Places of the demo")
def demo(bench: Bench) -> None:
    for path in LISTS:
        bench.queries(path, at_most=8)
        bench.weight(path, at_most=15_000)
    bench.rate("/saone-et-loire/lieux/", of_hello=0.01)
    bench.weight("/saone-et-loire/lieux/points.json", at_most=25_000)
    bench.weight("/lieux/points.json", at_most=40_000)


@case("Import of real places")
def imports(bench: Bench) -> None:
    def both() -> None:
        with bench.scratch():
            for name in ("france-services-2024-08-01.csv", "mednum-bfc-2023.csv"):
                import_places(DATA / name, f"bench {name}", on=date(2026, 1, 1))

    bench.time("2,845 and 697 rows, looking for duplicates", both, at_most=10)


@case("Duplicates among places")
def duplicates(bench: Bench) -> None:
    pairs = judged()
    sure = [label for label, verdict in pairs if verdict is Verdict.SAME]
    same = [verdict for label, verdict in pairs if label == "same"]
    asked = sum(verdict in {Verdict.SAME, Verdict.UNSURE} for verdict in same)
    bench.figure("sure pairs that are one place", sure.count("same") / len(sure), at_least=0.95)
    bench.figure("one place, sure or asked", asked / len(same), at_least=0.90)
    with bench.scratch():
        bench.time("the demo's places compared", lambda: list(alike(sheets())), at_most=1)


@case("20,000 places")
def many(bench: Bench) -> None:
    with bench.scratch():
        grow(20_000)
        for path in LISTS:
            bench.queries(path, at_most=8)
        bench.weight("/lieux/points.json", at_most=40_000)


def grow(total: int) -> None:
    """Places beside the real ones, with the same hours and services."""
    draw = random.Random(3)
    communes = list(Commune.objects.filter(latitude__isnull=False).order_by("code")[::3])
    hours = [*Hours.objects.values_list("pk", flat=True), None]
    services = list(Place.objects.values_list("services", flat=True).distinct())
    missing = total - Place.objects.count()
    Place.objects.bulk_create(
        (
            Place(
                name=f"Lieu {number}",
                commune=commune,
                latitude=commune.latitude + draw.uniform(-0.05, 0.05),
                longitude=commune.longitude + draw.uniform(-0.05, 0.05),
                hours_id=draw.choice(hours),
                services=draw.choice(services),
                updated_on=date(2026, 1, 1),
                search_text=f"lieu {number} {commune.name_key}",
            )
            for number, commune in ((n, draw.choice(communes)) for n in range(missing))
        ),
        batch_size=1000,
    )
