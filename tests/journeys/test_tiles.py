"""The operator's tiles under the map, let by the content policy."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.cartography.factories import PlaceFactory
from tests.site.factories import national_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TILE = b'<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'


@pytest.fixture
def tiles() -> Iterator[str]:
    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "image/svg+xml")
            self.end_headers()
            self.wfile.write(TILE)

        def log_message(self, *_said): ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def stranger(browser) -> Iterator[Page]:
    """What asks another host is a trouble of every other visit, and is wanted here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("let", "drawn"), [(True, True), (False, False)])
def test_they_are_drawn_when_the_policy_lets_their_host(
    live_server, stranger, tiles, settings, let, drawn
):
    national_portal()
    PlaceFactory(name="Maison ouverte")
    settings.MAILLAGE_TILES_URL = f"{tiles}/{{z}}/{{x}}/{{y}}.svg"
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    images = [*policy["img-src"], tiles] if let else policy["img-src"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "img-src": images}}
    stranger.goto(f"{live_server.url}/lieux/?commune=71270")
    stranger.get_by_role("button", name="Voir ces lieux sur une carte").click()
    expect(stranger.locator(".map-marker")).to_have_count(1)
    stranger.wait_for_load_state("networkidle")
    seen = "() => [...document.querySelectorAll('img.leaflet-tile')].some((i) => i.naturalWidth)"
    assert stranger.evaluate(seen) is drawn
