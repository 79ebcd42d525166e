"""Somebody looks for help with one question, in a portal, with or without JavaScript."""

import pytest
from playwright.sync_api import expect

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
def test_the_page_of_results_has_no_accessibility_violation(visit, axe, prefix):
    page = visit(f"{prefix}/recherche/")
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
    page.locator("#recherche-q").fill("démarches près de Mâcon")
    follow(page.get_by_role("button", name="Chercher"))
    first = page.locator(".search-result").first
    assert "Médiathèque de Mâcon" in first.inner_text()
    follow(page.get_by_role("link", name="Mâcon (71)"))
    assert page.locator("#recherche-q").input_value() == "démarches"
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


def test_what_is_typed_is_proposed_and_taken_with_the_keyboard(visit, axe):
    page = visit("/saone-et-loire/recherche/")
    field = page.get_by_role("combobox", name="Que cherchez-vous")
    field.press_sequentially("mac")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options).to_have_text(
        ["Mâcon (71) Autour de cette commune", "Médiathèque de Mâcon Lieux"]
    )
    status = page.locator("maillage-combobox [role=status]")
    expect(status).to_have_text("2 suggestions : appuyez sur la flèche vers le bas")
    field.press("ArrowUp")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(0).get_attribute("id"))
    assert axe(page) == []
    with page.expect_navigation():
        field.press("Enter")
    expect(page.locator(".active-filter").first).to_contain_text("Mâcon (71)")


def test_enter_searches_what_is_typed_and_escape_keeps_it(visit):
    page = visit("/saone-et-loire/recherche/")
    field = page.get_by_role("combobox", name="Que cherchez-vous")
    field.press_sequentially("médiath")
    options = page.get_by_role("option")
    expect(options).to_have_count(1)
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("médiath")
    with page.expect_navigation():
        field.press("Enter")
    assert "q=m%C3%A9diath" in page.url
