"""Every public page for eyes and screens that differ: dark, narrow, spaced out, enlarged, on paper."""

import pytest

from tests.journeys.public_pages import DERIVED, FIXED, FORMS, FOUND, public_pages

pytestmark = pytest.mark.journey
NAMES = [*FIXED, *FOUND, *DERIVED, *FORMS]
NARROWEST = 320  # 1280 px enlarged four times
TWICE = 640  # 1280 px enlarged twice
# What WCAG 1.4.12 lets readers ask for; a constructed sheet, which no content policy refuses.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter(it => it.getBoundingClientRect().right > width + 1)
    .map(it => it.outerHTML.slice(0, 120)).slice(0, 5);
}"""
CUT = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter(it => !it.closest(".visually-hidden, svg") && it.innerText?.trim())
  .filter(it => getComputedStyle(it).overflowY === "hidden" && it.clientHeight > 1
    && it.scrollHeight > it.clientHeight + 2)
  .map(it => it.outerHTML.slice(0, 120))"""
ON_PAPER = """() => [...document.querySelectorAll("form, nav.pagination, .site-nav, .button, .site-footer")]
  .filter(it => it.checkVisibility() && it.getBoundingClientRect().height > 1)
  .map(it => it.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="session")
def pages(demo_url):
    return public_pages(demo_url)


@pytest.mark.parametrize("name", NAMES)
def test_it_suits_every_reader(visit_demo, axe, pages, name):
    page = visit_demo(pages[name], width=NARROWEST)
    page.emulate_media(color_scheme="dark")
    found = {"dark": axe(page, other=False), "narrow": page.evaluate(TOO_WIDE)}
    page.emulate_media(color_scheme="light")
    page.evaluate(SPACED)
    found["spaced"] = page.evaluate(TOO_WIDE) + page.evaluate(CUT)
    page.set_viewport_size({"width": TWICE, "height": 400})
    found["enlarged"] = page.evaluate(TOO_WIDE) + page.evaluate(CUT)
    page.emulate_media(media="print")
    found["printed"] = page.evaluate(ON_PAPER)
    assert {how: wrong for how, wrong in found.items() if wrong} == {}
