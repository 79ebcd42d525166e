"""Somebody looks for help with one question, in a portal, with or without JavaScript."""

import pytest

from maillage_search.full_text import writing
from tests.fixtures.browser import follow
from tests.search.factories import CORPUS, ready
from tests.site.factories import CommuneFactory, TerritoryFactory, national_portal, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _documents():
    national_portal()
    territory_portal(TerritoryFactory())
    CommuneFactory()
    writing.write(ready(*CORPUS))


@pytest.mark.parametrize("prefix", ["", "/en", "/saone-et-loire"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_of_results_has_no_accessibility_violation(visit, axe, prefix, width):
    page = visit(f"{prefix}/recherche/", width=width)
    found = axe(page)
    for query in (
        "?q=demarches pres de macon&type=place",
        "?q=démarches",
        "?q=inpots",
        "?q=xylophone",
    ):
        page.goto(f"{prefix}/recherche/{query}")
        found += axe(page)
    assert found == []


@pytest.mark.parametrize("javascript", [True, False])
def test_one_finds_the_nearest_help_and_widens_the_search(visit, javascript):
    page = visit("/saone-et-loire/recherche/", javascript=javascript)
    page.get_by_role("searchbox").fill("démarches près de Mâcon")
    follow(page.get_by_role("button", name="Chercher"))
    first = page.locator(".search-result").first
    assert "Médiathèque de Mâcon" in first.inner_text()
    follow(page.get_by_role("link", name="Mâcon (71)"))
    assert page.get_by_role("searchbox").input_value() == "démarches"
    follow(page.get_by_role("link", name="Chercher dans tous les territoires"))
    assert page.get_by_role("link", name="Médiathèque de Pau").is_visible()


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 360)])
def test_one_narrows_the_results_by_kind(visit, javascript, width):
    page = visit("/recherche/?q=démarches", javascript=javascript, width=width)
    if width == 360:
        page.locator("summary", has_text="Affiner les résultats").click()
    page.locator('input[name="type"][value="page"]').check()
    follow(page.get_by_role("button", name="Afficher les résultats"))
    assert page.locator(".count").inner_text() == "2 résultats"
