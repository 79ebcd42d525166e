"""The components in a real browser: accessible, reachable, readable at every size."""

import pytest

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.site.ui.urls"),
]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll(
    '.button, summary, .site-nav a, .site-footer a, .header-links a, .active-filter, .big-link,'
    + 'input:not([type=checkbox]):not([type=radio]), select, textarea')]
  .filter(node => node.checkVisibility())
  .map(node => [node.outerHTML.slice(0, 60), Math.round(node.getBoundingClientRect().height)])
  .filter(([, height]) => height < 44)"""
RING = """() => { const style = getComputedStyle(document.activeElement);
  return [style.outlineWidth, style.boxShadow !== 'none'] }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, axe, scheme):
    page = visit("/")
    page.emulate_media(color_scheme=scheme)
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 640, 1024])
def test_nothing_overflows(visit, width):
    assert visit("/", width=width).evaluate(OVERFLOW) <= 0


def test_text_may_be_spaced_out(visit):
    page = visit("/", width=360)
    page.evaluate(
        """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`* {
        line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important }`); document.adoptedStyleSheets = [sheet] }"""
    )
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_large(visit, width):
    assert visit("/", width=width).evaluate(SMALL_TARGETS) == []


def without_focus(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace(" autofocus", ""))


def test_the_first_key_leads_to_the_content(visit):
    page = visit("/", width=1280)
    # The gallery shows a summary of errors too, where the keyboard starts when there are some.
    page.route("**/", without_focus)
    page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#contenu"
    assert page.evaluate(RING) == ["3px", True]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_an_error_leads_to_its_field(visit):
    page = visit("/", width=360, javascript=False)
    page.get_by_role("link", name="Votre besoin").click()
    assert page.locator("#id_choice_0").evaluate("node => node === document.activeElement")


def test_the_menu_opens_without_script(visit):
    page = visit("/", width=360, javascript=False)
    link = page.locator(".menu nav a", has_text="Agenda")
    assert not link.is_visible()
    page.get_by_text("Menu", exact=True).click()
    assert link.is_visible()


def test_filters_are_folded_on_a_phone_and_open_beside_the_list(visit):
    field = "input[name=filtre-email]"
    assert not visit("/", width=360).locator(field).is_visible()
    assert visit("/", width=1280).locator(field).is_visible()


def test_paper_shows_content_and_addresses_only(visit):
    page = visit("/", width=1280)
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert page.locator("h1").is_visible()
