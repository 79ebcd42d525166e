"""Lists, maps and imports of places: with the demo's, then with 20,000."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from django.db.models import Count

from maillage.scope import Scope
from maillage.territories.models import Commune
from maillage.values import BoundingBox
from maillage_cartography.duplicates.candidates import alike
from maillage_cartography.duplicates.detection import sheets
from maillage_cartography.duplicates.similarity import Verdict
from maillage_cartography.finder.facet_counts import counts_in
from maillage_cartography.imports.applying import import_places
from maillage_cartography.map.clusters import in_path
from maillage_cartography.map.points import points
from maillage_cartography.models import Hours, Place, Stop
from maillage_cartography.models.places import PlaceQuerySet
from tests.bench.database import gather_statistics
from tests.bench.harness import Bench, case, median, seconds, visitor
from tests.cartography.duplicates.test_similarity import judged
from tests.cartography.large_import import MEGABYTES, SECONDS

STATIC = Path(__file__).parents[2] / "cartography/maillage_cartography/static/maillage_cartography"
# All that a reader's browser asks for to draw the map, its data and outlines apart.
MAP = (
    *(STATIC / "map.js", STATIC / "map.css", *STATIC.glob("map/*.js")),
    *STATIC.glob("vendor/*/*.js"),
    *STATIC.glob("vendor/*/*.css"),
)
DATA = Path(__file__).parents[2] / "cartography/maillage_cartography/data"
LISTS = (
    "/lieux/",
    "/lieux/?pres_de=M%C3%A2con",
    "/lieux/?commune=71270&rayon=50&service=demarches&ouvert=maintenant",
    "/saone-et-loire/lieux/?q=mairie",
)
# With all the facets counted, on 20,000 places: all France, a territory, a radius.
SECONDS_OF_LISTS = {
    "/lieux/": 0.150,
    "/saone-et-loire/lieux/": 0.060,
    "/lieux/?commune=71270&rayon=50": 0.060,
    "/lieux/?commune=71270&rayon=50&service=demarches&ouvert=maintenant": 0.060,
}


@case("Places of the demo")
def demo(bench: Bench) -> None:
    for path in LISTS:
        bench.queries(path, at_most=8, forget=counts_in.forget)
        bench.weight(path, at_most=15_000)
    bench.rate("/saone-et-loire/lieux/", of_hello=0.01)
    bench.weight("/saone-et-loire/lieux/points.json", at_most=25_000)
    bench.weight("/lieux/points.json", at_most=40_000)
    bench.figure("bytes of points.json, 800 real places", drawn(800), at_most=25_000)
    bench.figure("bytes a place beyond, 1,000 real ones", drawn(1000) / 1000, at_most=35)
    bench.figure("bytes of the map's scripts and styles", sum(map(compressed, MAP)), at_most=70_000)


@case("Import of real places")
def imports(bench: Bench) -> None:
    def france_services() -> None:
        with bench.scratch():
            file = DATA / "france-services-2024-08-01.csv"
            import_places(file, "bench", on=date(2026, 1, 1))

    bench.time("2,845 rows, looking for duplicates", france_services, at_most=5)


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


@case("Import of 33,000 rows")
def large_import(bench: Bench) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.cartography.large_import", "33000"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-200:])
    found = json.loads(done.stdout.splitlines()[-1])
    bench.seconds("33,000 rows", found[SECONDS], at_most=90)
    bench.figure("megabytes at most", found[MEGABYTES], at_most=300)


@case("20,000 places")
def many(bench: Bench) -> None:
    with bench.scratch():
        grow(20_000)
        for path in LISTS:
            bench.queries(path, at_most=8, forget=counts_in.forget)
        bench.weight("/lieux/points.json", at_most=40_000)
        bench.figure("bytes of a région's clusters", region_weighs(), at_most=40_000)
        for path, seconds in SECONDS_OF_LISTS.items():
            bench.time(f"{path} with every facet", partial(got, path), at_most=seconds)
        bench.percentile("bounding box", boxes(), at_most=0.005)


@case("200,000 places")
def very_many(bench: Bench) -> None:
    """Reported: no goal was set."""
    with bench.scratch():
        grow(200_000)
        for path in SECONDS_OF_LISTS:
            got(path)
            reported(bench, f"{path} with every facet", partial(got, path))
        bench.weight("/lieux/points.json", at_most=40_000)
        bench.figure("bytes of a région's clusters", region_weighs(), at_most=40_000)
        nord = Place.objects.filter(in_path("59"))
        bench.figure(
            "bytes of the Nord's, by EPCI", weighed(nord, "clusters", "59"), at_most=40_000
        )
        reported(bench, "two hundred bounding boxes", lambda: [box() for box in boxes()])


def region_weighs() -> int:
    """The région with the most places."""
    groups = Place.objects.order_by().values_list("commune__region_code").annotate(n=Count("pk"))
    region, _number = max(groups, key=lambda group: group[1])
    return weighed(Place.objects.filter(commune__region_code=region), "clusters")


def reported(bench: Bench, what: str, work: Callable[[], object]) -> None:
    took = median(lambda: seconds(work))
    bench.note(what, f"{took * 1000:,.1f} ms", "reported", kept=True)


def got(path: str) -> bytes:
    """Counted anew: what is kept of an answer is another measure."""
    counts_in.forget()
    answer = visitor().get(path)
    if answer.status_code != 200:
        raise AssertionError(f"{path}: {answer.status_code}")
    return answer.content


def boxes() -> list[Callable[[], object]]:
    """The positions in half a degree around places taken here and there."""
    centres = Place.objects.located().order_by("uuid").values_list("latitude", "longitude")[:200]
    return [partial(positions, latitude, longitude) for latitude, longitude in centres]


def positions(latitude: float, longitude: float) -> list[tuple]:
    half = 0.25
    box = BoundingBox(longitude - half, latitude - half, longitude + half, latitude + half)
    return list(Place.objects.in_box(box).values_list("pk", "latitude", "longitude"))


def drawn(number: int) -> int:
    """Bytes of as many real places on the map, neighbours as those of a département are."""
    pks = list(Place.objects.located().order_by("commune_id").values_list("pk", flat=True)[:number])
    return weighed(Place.objects.filter(pk__in=pks), "points")


def weighed(places: PlaceQuerySet, kind: str, inside: str = "") -> int:
    """Compressed bytes of what the map is given of these places, which must be of that kind."""
    found = points(places, Stop.objects.none(), Scope(), inside)
    if found["kind"] != kind:
        raise AssertionError(found["kind"])
    return len(gzip.compress(json.dumps(found, separators=(",", ":")).encode(), 6))


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


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
    gather_statistics()
