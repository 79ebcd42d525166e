"""What is true of every public page of the demo: light, the same for everyone, for everybody."""

import gzip
import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.fixtures.browser import DESKTOP, PHONE
from tests.journeys.public_pages import DERIVED, FIXED, FOUND, public_pages, read

pytestmark = pytest.mark.journey
NAMES = [*FIXED, *FOUND, *DERIVED]
FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS = 150_000, 15
MOST_SHIFT = 0.02
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => {
    if (list.getEntriesByName("first-contentful-paint").length) done();
  }).observe({ type: "paint", buffered: true });
})"""
# How much moved so far by itself, once the letters are there and painted: the CLS.
SHIFTS = """() => document.fonts.ready.then(() => new Promise((done) => {
  const read = () => new PerformanceObserver((list) => done(
    list.getEntries().filter((shift) => !shift.hadRecentInput)
      .reduce((sum, shift) => sum + shift.value, 0)
  )).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    read();
    setTimeout(() => done(0), 500);
  }));
}))"""


@pytest.fixture(scope="session")
def pages(demo_url):
    return public_pages(demo_url)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_the_same_for_everyone(demo_url, pages, name):
    status, body, headers = read(demo_url + pages[name])
    assert status == (404 if name == "unknown" else 200)
    assert "Set-Cookie" not in headers
    assert {"Cookie", "Accept-Language"} & set(headers.get("Vary", "").split(", ")) == set()
    assert "csrfmiddlewaretoken" not in body
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/))[^>]*>", body)
    assert scripts + re.findall(r"<style|\sstyle=\"|\son\w+=\"", body) == []


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(visit_demo, axe, pages, name):
    assert axe(visit_demo(pages[name])) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_first_visit_is_light(visit_demo, pages, name):
    weights = {}

    def weigh(response):
        body = response.body()
        coded = response.headers.get("content-encoding")
        length = int(response.headers.get("content-length", 0)) if coded else 0
        # The proxy compresses what the web server does not.
        small = len(body) if is_packed(response.url) else len(gzip.compress(body, 6))
        weights[response.url] = length or small

    page = visit_demo("about:blank")
    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(pages[name])
    page.wait_for_load_state("networkidle")
    assert len(weights) <= FIRST_VISIT_REQUESTS, list(weights)
    assert sum(weights.values()) <= FIRST_VISIT_BYTES, weights


def is_packed(url):
    return urlsplit(url).path.endswith((".woff2", ".webp", ".avif", ".jpg", ".png"))


def test_no_link_leads_nowhere(demo_url, pages):
    """Every link of these pages, each followed once; forms and other hosts apart."""
    links = set()
    for path in pages.values():
        _, body, _ = read(demo_url + path)
        for link in re.findall(r'<a[^>]*\shref="([^"#]+)', body):
            url = urljoin(demo_url + path, link.replace("&amp;", "&"))
            if urlsplit(url)[:2] == urlsplit(demo_url)[:2]:
                links.add(url)
    broken = {url: status for url in sorted(links) if (status := read(url)[0]) >= 400}
    assert broken == {}


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("name", ["home", "places", "news"])
def test_nothing_moves_when_the_letters_arrive(visit_demo, pages, name, width):
    """The font comes after the page was painted with the machine's own letters."""
    held = []

    def hold(route):
        held.append(route)

    page = visit_demo("about:blank", width=width)
    page.route("**/*.woff2", hold)
    page.goto(pages[name], wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    assert page.evaluate(SHIFTS) <= MOST_SHIFT
