"""What a first page costs."""

from wagtail.models import Page

from tests.bench.harness import Bench, case

PORTALS = ["/", "/saone-et-loire/", "/en/"]


def an_article() -> str:
    """A page of news in a territory's portal, three levels down."""
    pages = Page.objects.live().filter(url_path__contains="/saone-et-loire/", depth__gte=5)
    return pages.order_by("pk").first().specific.url


@case("Portal home")
def home(bench: Bench) -> None:
    for path in PORTALS:
        bench.queries(path, at_most=12)
        bench.weight(path, at_most=15_000)
    bench.rate("/saone-et-loire/", of_hello=0.02)


@case("Article")
def article(bench: Bench) -> None:
    path = an_article()
    bench.queries(path, at_most=7)
    bench.weight(path, at_most=15_000)
    bench.rate(path, of_hello=0.04)


@case("Health")
def health(bench: Bench) -> None:
    bench.queries("/sante/vivant", at_most=0)
