"""What is true of every public page of the demo: light, the same for everyone, for everybody."""

import gzip
import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.fixtures.browser import DESKTOP, PHONE
from tests.journeys.public_pages import FIXED, FOUND, public_pages, read

pytestmark = pytest.mark.journey
NAMES = [*FIXED, *FOUND, "topic"]
FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS = 150_000, 15


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


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(visit_demo, axe, pages, name, width):
    page = visit_demo(pages[name], width=width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


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
