"""What opening a portal costs: far less than ten seconds, forty far less than five minutes."""

from statistics import median

from django.utils import timezone

from maillage.territories.models import Territory
from maillage_site.creation.identity import Identity
from maillage_site.creation.opening import Wanted, make_portal, put_online
from maillage_site.portals.models import Portal
from tests.bench.harness import Bench, case, seconds

FORTY = 40


def without_a_portal(number: int) -> list[Territory]:
    taken = Portal.objects.filter(national=False).values("territory")
    free = Territory.objects.filter(kind=Territory.Kind.DEPARTEMENT).exclude(pk__in=taken)
    return list(free.order_by("code")[:number])


def opened(territory: Territory) -> None:
    put_online(make_portal(Wanted(territory, Identity()), at=timezone.now()).portal)


@case("Portals")
def portals(bench: Bench) -> None:
    with bench.scratch():
        took = [seconds(lambda one=one: opened(one)) for one in without_a_portal(5)]
    bench.seconds("a portal is made and put online", median(took), at_most=2)
    bench.seconds("forty are", FORTY * median(took), at_most=80)
