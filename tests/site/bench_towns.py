"""What it takes to know a town: each is typed in a field, or is being."""

from functools import partial

from django.test import Client

from maillage.territories.gazetteer.queries import DEPARTEMENTS, find
from maillage.territories.models import Territory
from tests.bench.harness import Bench, case

TYPED = (
    *("Mâcon", "Cluny, 71", "71000", "oloron ste marie", "Paris 16", "Sainte-Clotilde"),
    *("97311", "12 rue de la Gare, 71000 Mâcon", "Saint-Pierre", "La Réunion", "71", "Autun"),
)
MISTYPED = ("Macn", "Chalno", "Parsi", "Lyno", "Besanon")
BEGUN = ("ma", "mac", "mâco", "sai", "saint-d", "cha", "chalon", "bour", "71", "710", "par", "le c")


@case("Towns")
def towns(bench: Bench) -> None:
    own = Territory.objects.get(kind="dep", code="71")
    resolve = partial(find, own=own, kinds=DEPARTEMENTS)
    for typed in TYPED:
        resolve(typed)
    known = [partial(resolve, typed) for typed in 5 * TYPED]
    bench.percentile("a town is known", known, at_most=0.005, of=50)
    bench.percentile("a town is known", known, at_most=0.010)
    bench.percentile(
        "a town is known for another letter", [partial(resolve, typed) for typed in 5 * MISTYPED],
        at_most=0.015, of=50,
    )  # fmt: skip
    client = Client()
    works = [partial(client.get, f"/saone-et-loire/communes/suggestions/?q={q}") for q in 5 * BEGUN]
    bench.percentile("towns are proposed", works, at_most=0.040)
