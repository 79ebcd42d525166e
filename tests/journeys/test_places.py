"""Finding a place, as people do: a small phone, sometimes no JavaScript, sometimes no mouse."""

import pytest
from playwright.sync_api import expect

from maillage_cartography.models import Hours
from tests.cartography.factories import HoursFactory, PlaceFactory, StopFactory
from tests.fixtures.browser import follow
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    national_portal,
    territory_portal,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def places():
    national_portal()
    territory_portal()
    CommuneFactory(code="93066", name="Saint-Denis", latitude=48.93, longitude=2.36)
    CommuneFactory(code="97411", name="Saint-Denis", latitude=-20.93, longitude=55.45)
    always = Hours.objects.create(text="24/7", osm="24/7", zone="Europe/Paris")
    PlaceFactory(name="Maison ouverte", latitude=46.31, hours=always)
    PlaceFactory(name="Mairie voisine", latitude=46.35, longitude=4.9, hours=None)
    PlaceFactory(name="Médiathèque", latitude=46.32, longitude=4.7)
    autun = CommuneFactory(code="71014", name="Autun", latitude=46.95, longitude=4.3)
    PlaceFactory(name="Au loin", commune=autun, latitude=46.9, longitude=4.2)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_someone_in_a_hurry_finds_what_is_open_and_its_phone(visit, javascript):
    page = visit("/saone-et-loire/lieux/", javascript=javascript)
    page.get_by_label("Commune ou code postal").fill("macon")
    page.get_by_label("Ouverture").select_option("maintenant")
    follow(page.get_by_role("button", name="Afficher les lieux"))
    first = page.locator(".place-card").first
    expect(first).to_contain_text("Ouvert en permanence")
    follow(first.get_by_role("link").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Maison ouverte")
    expect(page.get_by_role("link", name="Appeler le 03 85 39 55 00")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_an_ambiguous_name_is_asked_about(visit, javascript):
    page = visit("/lieux/?pres_de=Saint-Denis", javascript=javascript)
    expect(page.get_by_role("heading", name="Laquelle")).to_be_visible()
    follow(page.get_by_role("link", name="Saint-Denis (974)"))
    expect(page.locator(".empty")).to_contain_text("Rien à moins de 10")


def test_a_town_is_chosen_with_the_keyboard_while_it_is_typed(visit, axe):
    page = visit("/lieux/", width=360)
    field = page.get_by_role("combobox", name="Commune ou code postal")
    field.press_sequentially("saint d")
    options = page.get_by_role("listbox", name="Communes proposées").get_by_role("option")
    expect(options).to_have_text(["Saint-Denis (93)", "Saint-Denis (974)"])
    expect(page.locator("maillage-combobox [role=status]")).to_contain_text("2 communes proposées")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    assert axe(page) == []
    field.press("Enter")
    expect(field).to_have_value("Saint-Denis (974)")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("x")
    field.press("Escape")
    expect(options).to_have_count(0)


@pytest.mark.parametrize(
    "path",
    [
        "/lieux/",
        "/saone-et-loire/lieux/?commune=71270&service=demarches",
        "/lieux/?pres_de=Saint-Denis",
        "/lieux/?commune=97411",
        "/lieux/?pres_de=Nulle-Part-Du-Tout",
        "/en/lieux/?commune=71270",
    ],
)
def test_lists_are_accessible(visit, sound, path):
    sound(visit(path))


@pytest.mark.parametrize("name", ["Maison ouverte", "Mairie voisine"])
def test_place_pages_are_accessible(visit, sound, name):
    page = visit("/lieux/?commune=71270")
    follow(page.get_by_role("link", name=name))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    sound(page)


def test_without_javascript_no_button_leads_nowhere(visit):
    page = visit("/lieux/", javascript=False)
    expect(page.get_by_role("button", name="Voir ces lieux sur une carte")).to_have_count(0)


# 640: a screen of 1280 px enlarged twice.
@pytest.mark.parametrize("width", [320, 360, 640, 1280])
def test_the_map_opens_on_demand_and_is_accessible(visit, axe, width):
    page = visit("/saone-et-loire/lieux/?commune=71270", width=width)
    weights = []
    page.on("response", lambda answer: weights.append(len(answer.body())))
    page.get_by_role("button", name="Voir ces lieux sur une carte").click()
    expect(page.locator(".map-marker")).to_have_count(3)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    # Uncompressed already within what is allowed compressed.
    assert sum(weights) < 350_000
    page.get_by_role("button", name="Fermer la carte").click()
    expect(page.locator(".map-canvas")).to_be_hidden()


def test_the_map_is_walked_with_the_keyboard_alone(visit):
    page = visit("/saone-et-loire/lieux/?commune=71270", width=1280)
    page.get_by_role("button", name="Voir ces lieux sur une carte").press("Enter")
    expect(page.locator(".map-marker")).to_have_count(3)
    expect(page.locator(".map-marker[tabindex='0']")).to_have_count(1)
    page.get_by_role("button", name="Médiathèque, Mâcon").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".map-marker:focus")).to_have_attribute(
        "aria-label", "Maison ouverte, Mâcon"
    )
    page.keyboard.press("Enter")
    expect(page.locator(".map-card a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".map-marker:focus")).to_have_attribute(
        "aria-label", "Maison ouverte, Mâcon"
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Maison ouverte")


def test_places_close_together_are_one_cluster_that_opens(visit):
    for number in range(4):
        PlaceFactory(name=f"Guichet {number}", latitude=46.9 + number / 100, longitude=4.2)
    page = visit("/lieux/", width=1280)
    page.get_by_role("button", name="Voir ces lieux sur une carte").click()
    page.get_by_role("button", name="5 lieux, Mâcon").click()
    expect(page.get_by_role("button", name="5 lieux, Mâcon")).to_have_count(0)
    expect(page.locator(".map-marker:focus")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 1280])
def test_places_at_one_address_are_one_pin_that_tells_them_together(visit, axe, width):
    for name in ("Même porte", "Autre porte"):
        PlaceFactory(name=name, latitude=46.9, longitude=4.2, address="3 place aux Portes")
    page = visit("/lieux/?q=porte", width=width)
    page.get_by_role("button", name="Voir ces lieux sur une carte").press("Enter")
    page.get_by_role("button", name="2 lieux, 3 place aux Portes, Mâcon").press("Enter")
    expect(page.locator(".map-card a")).to_have_text(["Autre porte", "Même porte"])
    expect(page.locator(".map-card a").first).to_be_focused()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("Escape")
    expect(page.locator(".map-marker:focus")).to_have_count(1)


def overseas():
    """A place in La Réunion, two in Polynésie."""
    for code, name in (("974", "La Réunion"), ("987", "Polynésie française")):
        TerritoryFactory(code=code, name=name, slug=f"t-{code}")
    saint_denis = CommuneFactory(code="97411")
    papeete = CommuneFactory(code="98735", name="Papeete", latitude=-17.53, longitude=-149.56)
    PlaceFactory(name="Loin Nord", commune=saint_denis, latitude=-20.93, longitude=55.45)
    PlaceFactory(name="Loin Est", commune=papeete, latitude=-17.53, longitude=-149.56)
    PlaceFactory(name="Loin Sud", commune=papeete, latitude=-17.7, longitude=-149.4)


def test_the_map_opens_overseas_as_well_as_in_macon(visit):
    overseas()
    page = visit("/lieux/?q=loin+nord", width=1280)
    page.get_by_role("button", name="Voir ces lieux sur une carte").click()
    expect(page.get_by_role("button", name="Loin Nord, Saint-Denis")).to_be_visible()
    page.goto("/lieux/?dans=987")
    page.get_by_role("button", name="Voir ces lieux sur une carte").click()
    expect(page.get_by_role("button", name="Loin Est, Papeete")).to_be_visible()
    expect(page.get_by_role("button", name="Loin Sud, Papeete")).to_be_visible()


def test_the_map_of_france_leads_overseas_with_the_keyboard_alone(visit, axe):
    overseas()
    page = visit("/lieux/", width=360)
    page.get_by_role("button", name="Voir ces lieux sur une carte").press("Enter")
    expect(page.get_by_role("button", name="Mâcon").first).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Aller à").press("ArrowDown")
    expect(page.get_by_role("button", name="Loin Sud, Papeete")).to_be_visible()


def test_a_territory_with_too_many_places_is_opened_step_by_step(visit, monkeypatch):
    monkeypatch.setattr("maillage_cartography.map.points.MOST_POINTS", 2)
    cluny = CommuneFactory(code="71137", name="Cluny", latitude=46.43, longitude=4.66)
    ain = CommuneFactory(code="01053", name="Bourg", latitude=46.2, longitude=5.2)
    for number in range(3):
        PlaceFactory(name=f"Cluny {number}", commune=cluny, latitude=46.4 + number / 10)
        PlaceFactory(
            name=f"Bourg {number}", commune=ain, latitude=45.8, longitude=5.2 + number / 10
        )
    page = visit("/lieux/", width=1280)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Voir ces lieux sur une carte").click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="7 lieux, Saône-et-Loire").click()
    # The département gives its communes, the commune its places.
    page.get_by_role("button", name="3 lieux, Cluny").click()
    expect(page.locator(".map-marker.dot").first).to_be_visible()
    paths = [url.partition("dans=")[2] for url in asked if "dans=" in url]
    assert {"71", "71%2F71137"} <= set(paths)


def test_a_printed_list_has_addresses_and_phones_and_nothing_to_press(visit):
    PlaceFactory.create_batch(18)
    page = visit("/saone-et-loire/lieux/")
    # Which comes first depends on what is open when this runs.
    card = page.locator(".place-card", has_text="71000 Mâcon").first
    address = card.get_by_text("12 rue de la Barre, 71000 Mâcon")
    expect(address).to_be_hidden()
    page.emulate_media(media="print")
    expect(address).to_be_visible()
    expect(card.get_by_role("link", name="03 85 39 55 00")).to_be_visible()
    expect(page.locator("p.only-print", has_text="Page 1 sur 2")).to_be_visible()
    expect(page.locator("maillage-map")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)


def test_a_map_that_fails_leaves_the_list_and_says_so(visit):
    page = visit("/lieux/")
    page.route("**/points.json*", lambda route: route.fulfill(status=404, body=""))
    page.get_by_role("button", name="Voir ces lieux sur une carte").click()
    expect(page.locator(".map-status")).to_contain_text("La carte n’a pas pu être dessinée")
    expect(page.locator(".place-card")).to_have_count(4)


def test_the_device_says_where_it_is_only_when_asked(visit):
    page = visit("/lieux/?service=demarches")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 46.30712345, "longitude": 4.82912345})
    page.locator(".filters summary").first.click()
    follow(page.get_by_role("button", name="Autour de moi"))
    expect(page.locator(".count")).to_contain_text("de votre position")
    assert "autour=46.307%2C4.829" in page.url
    assert "service=demarches" in page.url
    expect(page.locator(".place-card").first).to_contain_text("Maison ouverte")


def test_a_device_that_refuses_is_said_and_the_form_remains(visit, axe):
    page = visit("/lieux/", width=1280)
    page.get_by_role("button", name="Autour de moi").click()
    expect(page.locator(".around-status")).to_contain_text("Écrivez plutôt votre commune")
    assert axe(page) == []


@pytest.fixture
def bus():
    """Parked far away; in Cluny on Mondays of odd weeks, in Jalogny on Fridays."""
    cluny = CommuneFactory(code="71137", name="Cluny", latitude=46.4308, longitude=4.6698)
    jalogny = CommuneFactory(code="71240", name="Jalogny", latitude=46.41, longitude=4.63)
    place = PlaceFactory(name="Bus", mobility="Itinérant", latitude=45.7, longitude=4.8, hours=None)
    for commune, text in ((cluny, "week 01-53/2 Mo 09:00-12:00"), (jalogny, "Fr 14:00-17:00")):
        StopFactory(place=place, commune=commune, hours=HoursFactory(text=text))
    return place


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_bus_is_found_where_it_stops(visit, axe, javascript):
    page = visit("/lieux/?commune=71137", javascript=javascript, width=320)
    card = page.locator(".place-card")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("Passe")
    follow(card.get_by_role("link").first)
    expect(page.get_by_role("heading", name="Où et quand il s’arrête")).to_be_visible()
    expect(page.get_by_text("Un lundi sur deux (semaines impaires)")).to_be_visible()
    expect(page.get_by_text("mais aux arrêts")).to_be_visible()
    if javascript:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.usefixtures("bus")
def test_the_map_draws_a_bus_at_each_of_its_stops(visit, axe):
    page = visit("/lieux/?commune=71137", width=1280)
    page.get_by_role("button", name="Voir ces lieux sur une carte").press("Enter")
    expect(page.locator(".map-marker")).to_have_count(2)
    page.get_by_role("button", name="Bus, Jalogny").press("Enter")
    expect(page.locator(".map-card a")).to_have_text("Bus")
    assert axe(page) == []


def test_a_printed_place_is_one_sheet(visit):
    place = PlaceFactory(
        name="France services de Mâcon, quartier des Gautriats",
        hours=HoursFactory(text="Mo-Sa 09:00-12:00,13:30-17:30"),
    )
    paper = visit(f"/lieux/{place.uuid}/").pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
