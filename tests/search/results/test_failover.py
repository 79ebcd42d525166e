"""Elasticsearch down, silent, slow or talking nonsense: an answer all the same, nothing lost."""

import json
import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from bs4 import BeautifulSoup

from maillage.outbox.models import Message
from maillage.outbox.writing import index_later
from maillage_search.full_text import writing
from maillage_search.indexing.outbox_consumer import drain
from maillage_search.query.request import SearchRequest, Viewer
from maillage_search.results.failover import search
from tests.search.factories import CORPUS, ready
from tests.site.factories import CommuneFactory, national_portal

pytestmark = pytest.mark.django_db
ANSWER = ["Déclarer ses impôts en ligne", "France services de Cluny"]


def handler(answer):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            self.server.requests += 1
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer(self)

        def log_message(self, *args): ...

        def say(self, body, status=200, kind="application/json"):
            self.send_response(status)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    for verb in ("GET", "HEAD", "PUT", "DELETE"):
        setattr(Handler, f"do_{verb}", Handler.do_POST)
    return Handler


def says(body, **options):
    return handler(lambda request: request.say(body, **options))


def drips(request):
    """One byte from time to time: each read succeeds, the answer never comes."""
    request.send_response(200)
    request.send_header("X-Elastic-Product", "Elasticsearch")
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", "1000")
    request.end_headers()
    try:
        for _ in range(2 * FOREVER):
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(0.5)
    except OSError:
        pass


def is_slow(request):
    time.sleep(FOREVER)


# Longer than anything waits.
FOREVER = 60
NO_HITS = json.dumps({"took": 1, "timed_out": False, "_shards": {}}).encode()
HALF = json.dumps(
    {"hits": {"total": {"value": 1, "relation": "eq"}, "hits": [{"_id": "x"}]}}
).encode()
# One of two shards did not answer: what is found is not all there is.
PART = json.dumps(
    {
        "timed_out": False,
        "_shards": {"total": 2, "successful": 1, "failed": 1},
        "hits": {"total": {"value": 0, "relation": "eq"}, "hits": []},
        "aggregations": {
            name: {"values": {"buckets": []}} for name in ("kinds", "territories", "themes")
        },
    }
).encode()
SICK = {
    "rubbish": says(b"<html>It works!</html>", kind="text/html"),
    "rubbish said to be JSON": says(b"{not json"),
    "nothing": says(b""),
    "JSON of something else": says(b'["bonjour"]'),
    "no hits": says(NO_HITS),
    "half a hit": says(HALF),
    "error 500": says(b'{"error":"boom"}', status=500),
    "error 503": says(b"", status=503),
    "error 404": says(b'{"error":{"type":"index_not_found_exception"},"status":404}', status=404),
    "error 429": says(b'{"error":"too many"}', status=429),
    "binary": says(bytes(range(256))),
    "drips": handler(drips),
    "a failed shard": says(PART),
    "an answer cut short": says(PART.replace(b'"timed_out": false', b'"timed_out": true')),
    "slow": handler(is_slow),
}


@contextmanager
def serving(answers):
    server = ThreadingHTTPServer(("127.0.0.1", 0), answers)
    server.daemon_threads = True
    server.requests = 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def black_hole():
    """Accepts requests and never says anything."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(50)
        listening.setblocking(False)
        yield listening


def swallowed(listening):
    """How many connections came since the last time."""
    found = 0
    with suppress(BlockingIOError):
        while True:
            listening.accept()[0].close()
            found += 1
    return found


def ask(text="impôts"):
    """Titles, and what says where they come from; never what a sick server would take."""
    began = time.monotonic()
    response = search(SearchRequest(text=text), Viewer.anonymous())
    assert time.monotonic() - began < FOREVER / 2
    return [hit.plain_title for hit in response.hits], response.degraded, response.engine


def url_of(port):
    return f"http://127.0.0.1:{port}"


REPLACED = (ANSWER, True, "embedded")


@pytest.mark.parametrize("sickness", SICK)
def test_a_sick_server_is_replaced_and_left_alone(settings, sickness):
    writing.write(ready(*CORPUS))
    with serving(SICK[sickness]) as server:
        settings.MAILLAGE_ELASTICSEARCH_URL = url_of(server.server_port)
        assert ask() == REPLACED
        before = server.requests
        # The breaker is open: nobody waits twice.
        assert (ask(), server.requests) == (REPLACED, before)
    assert before > 0


def test_a_server_that_is_down_is_replaced(settings, free_port):
    writing.write(ready(*CORPUS))
    settings.MAILLAGE_ELASTICSEARCH_URL = url_of(free_port)
    assert ask() == REPLACED


def test_a_black_hole_swallows_one_search_only(settings):
    writing.write(ready(*CORPUS))
    with black_hole() as listening:
        settings.MAILLAGE_ELASTICSEARCH_URL = url_of(listening.getsockname()[1])
        assert (ask(), swallowed(listening) > 0) == (REPLACED, True)
        assert (ask(), swallowed(listening)) == (REPLACED, 0)


def test_the_page_says_it_in_one_line(settings, client, free_port):
    national_portal()
    writing.write(ready(*CORPUS))
    settings.MAILLAGE_ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port}"
    soup = BeautifulSoup(client.get("/recherche/", {"q": "impôts"}).content.decode(), "html.parser")
    (notice,) = soup.select(".notice")
    assert "moteur de secours" in notice.get_text()
    assert [a.get_text() for a in soup.select(".search-result h2 a")] == ANSWER


def test_what_changes_meanwhile_is_found_at_once_and_waits_for_the_other(
    settings, commune_source, free_port
):
    settings.MAILLAGE_ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port}"
    commune = CommuneFactory()
    index_later("commune", commune.code)
    drain(100)
    assert ask("mâcon")[0] == ["Mâcon"]
    message = Message.objects.get(topic="search")
    assert (message.state, message.attempts) == ("ready", 0)


@pytest.mark.parametrize(
    "sickness", ["rubbish", "JSON of something else", "error 500", "nothing", "error 404"]
)
def test_a_sick_server_loses_no_message(settings, commune_source, sickness):
    with serving(SICK[sickness]) as server:
        settings.MAILLAGE_ELASTICSEARCH_URL = url_of(server.server_port)
        index_later("commune", CommuneFactory().code)
        drain(100)
    remaining = Message.objects.filter(topic="search")
    # A server that answers 404 has no index of ours: there is nothing to keep up to date yet.
    assert remaining.count() == (0 if sickness == "error 404" else 1)
    assert ask("mâcon")[0] == ["Mâcon"]
