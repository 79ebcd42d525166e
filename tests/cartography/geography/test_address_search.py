"""A whole address, looked for where the operator says; a service that fails costs nothing."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import caches

from maillage.territories.models import PostalCode
from maillage_cartography.geography import address_search
from tests.cartography.factories import PlaceFactory
from tests.cartography.finder.views.test_list import Read
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
TYPED = "12 rue de la Gare, 71000 Mâcon"
AROUND = "/saone-et-loire/lieux/?pres_de=12+rue+de+la+Gare%2C+71000+M%C3%A2con"


def answer(score=0.9, code="71270", at=(4.84, 46.32)):
    facts = {"label": "12 Rue de la Gare 71000 Mâcon", "score": score, "citycode": code}
    geometry = {"type": "Point", "coordinates": at}
    return json.dumps({"features": [{"geometry": geometry, "properties": facts}]})


class Service:
    """Says ``body`` to whoever asks, and remembers what was asked."""

    def __init__(self):
        self.body, self.status, self.asked = answer(), 200, []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                service.asked.append(parse_qs(urlsplit(self.path).query))
                self.send_response(service.status)
                self.end_headers()
                self.wfile.write(service.body.encode())

            def log_message(self, *args): ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/search/"


@pytest.fixture
def service(settings):
    found = Service()
    settings.MAILLAGE_ADDRESS_SEARCH_URL = found.url
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture(autouse=True)
def _places():
    caches["pages"].clear()
    national_portal()
    territory_portal()
    macon = CommuneFactory(code="71270", name="Mâcon", latitude=46.30, longitude=4.83)
    PostalCode.objects.create(commune=macon, code="71000")
    PlaceFactory(name="Au centre", commune=macon, latitude=46.30, longitude=4.83)
    PlaceFactory(name="À la gare", commune=macon, latitude=46.32, longitude=4.84)


def test_distances_are_those_of_the_address(client, service):
    page = Read(client, AROUND)
    assert (page.names, page.count) == (
        ["À la gare", "Au centre"],
        "2 lieux à moins de 10 km de 12 Rue de la Gare 71000 Mâcon",
    )
    assert service.asked == [{"q": [TYPED], "limit": ["1"]}]
    fields = {found.get("name"): found.get("value") for found in page.soup.select("input")}
    assert (fields["pres_de"], fields.get("autour")) == (TYPED, None)
    assert page.soup.select_one("label[for=id_pres_de]").text.startswith(
        "Adresse, commune ou code postal"
    )


def test_it_is_asked_once_for_the_list_its_exports_and_its_map(client, service):
    for path in ("", ".csv", ".geojson"):
        client.get(AROUND.replace("lieux/", f"lieux{path}" if path else "lieux/")).getvalue()
    client.get(AROUND.replace("lieux/", "lieux/points.json"))
    assert len(service.asked) == 1


def test_nobody_is_asked_about_a_commune(client, service):
    assert Read(client, "/lieux/?pres_de=M%C3%A2con").names == ["Au centre", "À la gare"]
    assert service.asked == []


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, ""), (200, "<html>"), (200, "{}"), (200, '{"features": [{}]}'), (200, "[]")],
)
def test_when_it_fails_the_commune_of_the_address_is_used(client, service, caplog, status, body):
    service.status, service.body = status, body
    for _time in range(2):
        page = Read(client, AROUND)
        assert page.count == "2 lieux à moins de 10 km du centre de Mâcon"
    assert len(service.asked) == 1
    said = [r.getMessage() for r in caplog.records if r.name == address_search.__name__]
    assert (len(said), "Gare" in caplog.text) == (1, False)


def test_one_that_never_answers_is_not_waited_for(client, settings, monkeypatch):
    monkeypatch.setattr(address_search, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.MAILLAGE_ADDRESS_SEARCH_URL = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert Read(client, AROUND).count == "2 lieux à moins de 10 km du centre de Mâcon"


@pytest.mark.parametrize("body", ['{"features": []}', answer(score=0.2)])
def test_an_address_that_nobody_knows_is_its_commune(client, service, body):
    service.body = body
    assert Read(client, AROUND).count == "2 lieux à moins de 10 km du centre de Mâcon"


def test_without_a_service_the_commune_of_the_address_is_used(client):
    assert Read(client, AROUND).count == "2 lieux à moins de 10 km du centre de Mâcon"


def test_an_address_elsewhere_is_said_to_be_elsewhere(client, service):
    CommuneFactory(code="59350", name="Lille", departement_code="59")
    service.body = answer(code="59350", at=(3.06, 50.63))
    page = Read(client, AROUND)
    assert page.links('main a[href^="/lieux/?pres_de="]') == [
        AROUND.removeprefix("/saone-et-loire")
    ]
