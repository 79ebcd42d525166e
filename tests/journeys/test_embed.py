"""Places and agenda inside another site, in a real browser: allowed there, refused elsewhere."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.cartography.factories import PlaceFactory
from tests.events.factories import event
from tests.fixtures.browser import TOO_WIDE, follow
from tests.site.factories import national_portal, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _places():
    national_portal()
    territory_portal()
    PlaceFactory(name="Maison ouverte")
    PlaceFactory(name="Mairie voisine", latitude=46.35)


@pytest.fixture
def other_site(live_server):
    """A page of another origin that shows ours; its address."""
    pages = {
        "/script": (
            '<!doctype html><html lang="fr"><title>Ville</title><h1>Ville</h1>'
            f'<script src="{live_server.url}/lieux/integrer.js" defer></script>'
            f'<maillage-map view="carte"><a href="{live_server.url}/saone-et-loire/lieux/">'
            "Trouver un lieu</a></maillage-map>"
        ),
        "/cadre": (
            '<!doctype html><html lang="fr"><title>Ville</title><h1>Ville</h1>'
            f'<iframe src="{live_server.url}/lieux/integrer/liste/" title="Lieux"></iframe>'
        ),
        "/agenda": (
            '<!doctype html><html lang="fr"><title>Ville</title><h1>Ville</h1>'
            f'<script src="{live_server.url}/agenda/integrer.js" defer></script>'
            f'<maillage-agenda><a href="{live_server.url}/agenda/">Agenda</a></maillage-agenda>'
        ),
    }

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said):
            """Nothing on the terminal of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def stranger(browser):
    """A browser on the other site: what it asks of ours is no trouble there."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_a_site_that_is_allowed_shows_the_list_and_the_map(
    settings, other_site, stranger, live_server
):
    settings.MAILLAGE_EMBED_ORIGINS = [other_site]
    stranger.goto(f"{other_site}/script")
    frame = stranger.frame_locator("maillage-map iframe")
    expect(frame.get_by_role("link", name="Maison ouverte")).to_be_visible()
    expect(frame.locator(".map-marker, .map-cluster").first).to_be_visible()
    # The link stays for those who read without the script.
    link = stranger.get_by_role("link", name="Trouver un lieu")
    expect(link).to_have_attribute("href", f"{live_server.url}/saone-et-loire/lieux/")
    with stranger.expect_popup() as opened:
        frame.get_by_role("link", name="Maison ouverte").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Maison ouverte")


def test_the_frame_of_places_is_read_page_by_page(settings, other_site, stranger):
    settings.MAILLAGE_EMBED_ORIGINS = [other_site]
    PlaceFactory.create_batch(20)
    stranger.goto(f"{other_site}/cadre")
    frame = stranger.frame_locator("iframe")
    expect(frame.locator(".place-card")).to_have_count(20)
    frame.get_by_role("link", name="Page suivante").click()
    expect(frame.locator(".place-card")).to_have_count(2)


def test_the_frame_takes_the_height_it_needs(settings, other_site, stranger):
    settings.MAILLAGE_EMBED_ORIGINS = [other_site]
    PlaceFactory.create_batch(12)
    stranger.goto(f"{other_site}/script")
    stranger.wait_for_function("document.querySelector('iframe').offsetHeight > 1500")


def test_a_site_that_is_not_allowed_shows_nothing(settings, other_site, stranger):
    settings.MAILLAGE_EMBED_ORIGINS = ["https://ville.exemple.fr"]
    refused = []
    stranger.on("console", lambda said: refused.append(said.text))
    with stranger.expect_console_message(lambda said: "frame-ancestors" in said.text):
        stranger.goto(f"{other_site}/cadre")
    frame = stranger.frame_locator("iframe")
    expect(frame.get_by_role("link", name="Maison ouverte")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_frame_is_accessible_and_asks_for_a_commune(visit, axe, javascript):
    page = visit("/saone-et-loire/lieux/integrer/liste/", width=320, javascript=javascript)
    page.get_by_label("Commune ou code postal").fill("macon")
    follow(page.get_by_role("button", name="Afficher les lieux"))
    expect(page.locator(".count")).to_contain_text("2 lieux à moins de 10")
    assert not page.evaluate(TOO_WIDE)
    if javascript:
        assert axe(page) == []


def test_what_to_paste_is_accessible(visit, axe, settings):
    settings.MAILLAGE_EMBED_ORIGINS = ["https://ville.exemple.fr"]
    page = visit("/lieux/?service=demarches")
    follow(page.get_by_role("link", name="Montrer cette liste sur un autre site"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert axe(page) == []


def test_an_agenda_in_a_frame_leads_to_our_site_in_the_whole_window(
    settings, other_site, stranger, live_server
):
    settings.MAILLAGE_EMBED_ORIGINS = [other_site]
    start = (timezone.localtime() + timedelta(days=5)).date()
    event(title="Atelier messagerie", start_date=start)
    stranger.goto(f"{other_site}/agenda")
    frame = stranger.frame_locator("maillage-agenda iframe")
    frame.get_by_role("link", name="Atelier messagerie").click()
    stranger.wait_for_url(f"{live_server.url}/agenda/**")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Atelier messagerie")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_agenda_s_frame_is_accessible_and_asks_for_a_theme(visit, axe, javascript):
    start = (timezone.localtime() + timedelta(days=5)).date()
    for number in range(12):
        event(title=f"Atelier {number}", start_date=start, themes="|sante|")
    page = visit("/agenda/integrer/liste/", width=320, javascript=javascript)
    page.get_by_label("Thème").select_option("sante")
    follow(page.get_by_role("button", name="Afficher les dates"))
    expect(page.locator(".count")).to_contain_text("12 dates à venir")
    follow(page.get_by_role("link", name="Page suivante"))
    expect(page.locator(".event-card")).to_have_count(2)
    assert not page.evaluate(TOO_WIDE)
    if javascript:
        assert axe(page) == []


def test_what_to_paste_for_an_agenda_is_accessible(visit, axe, settings):
    settings.MAILLAGE_EMBED_ORIGINS = ["https://ville.exemple.fr"]
    page = visit("/agenda/?theme=sante")
    follow(page.get_by_role("link", name="montrer cet agenda sur un autre site"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert axe(page) == []
