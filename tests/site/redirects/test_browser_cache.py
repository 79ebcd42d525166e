"""What moves and moves back is read by a browser that keeps what it may keep (RFC 9111)."""

import re
from urllib.parse import urlsplit

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from maillage_site.home.models import ContentPage
from tests.site.factories import territory_portal

pytestmark = pytest.mark.django_db
MOST = 10
FRESH = re.compile(r"max-age=[1-9]")


class Browser:
    """Follows redirects; those that are fresh are not asked again, nor those that say nothing.

    A permanent redirect without a lifetime is kept by a heuristic (RFC 9111, 4.2.2).
    """

    def __init__(self, client) -> None:
        self.client, self.kept = client, {}

    def read(self, path: str) -> tuple[str, int]:
        """Where it ends, and the status there. Raises AssertionError for a loop."""
        for _step in range(MOST):
            if path not in self.kept:
                answer = self.client.get(path)
                if answer.status_code not in (301, 302, 307, 308):
                    return path, answer.status_code
                self._keep(path, answer)
                path = answer["Location"]
            else:
                path = self.kept[path]
            path = urlsplit(path).path
        raise AssertionError(f"{path} leads to itself")

    def _keep(self, path, answer) -> None:
        said = answer.headers.get("Cache-Control", "")
        by_heuristic = not said and answer.status_code in (301, 308)
        may = not re.search("no-cache|no-store", said)
        if may and (FRESH.search(said) or by_heuristic):
            self.kept[path] = answer["Location"]


@pytest.fixture
def saone():
    portal = territory_portal()
    portal.add_child(instance=ContentPage(title="Contact", slug="contact"))
    return portal


def named(page, slug, capture) -> None:
    page = Page.objects.get(pk=page.pk).specific
    page.slug = slug
    with capture(execute=True):
        page.save_revision().publish()


def test_a_portal_renamed_and_renamed_back(client, saone, django_capture_on_commit_callbacks):
    browser = Browser(client)
    for slug in ("aide-71", "saone-et-loire", "aide-71", "saone-et-loire"):
        named(saone, slug, django_capture_on_commit_callbacks)
        there = (f"/{slug}/contact/", 200)
        for asked in ("saone-et-loire", "aide-71"):
            assert browser.read(f"/{asked}/contact/") == there


def test_a_page_renamed_and_renamed_back(client, saone, django_capture_on_commit_callbacks):
    browser, page = Browser(client), ContentPage.objects.child_of(saone).get()
    for slug in ("ecrivez-nous", "contact", "ecrivez-nous", "contact"):
        named(page, slug, django_capture_on_commit_callbacks)
        for asked in ("contact", "ecrivez-nous"):
            assert browser.read(f"/saone-et-loire/{asked}/") == (f"/saone-et-loire/{slug}/", 200)


def test_a_page_moved_and_moved_back(client, saone, django_capture_on_commit_callbacks):
    browser, page = Browser(client), ContentPage.objects.child_of(saone).get()
    shelf = saone.add_child(instance=ContentPage(title="Aide", slug="aide"))
    below, beside = "/saone-et-loire/aide/contact/", "/saone-et-loire/contact/"
    for parent, there in ((shelf, below), (saone, beside), (shelf, below), (saone, beside)):
        with django_capture_on_commit_callbacks(execute=True):
            Page.objects.get(pk=page.pk).move(Page.objects.get(pk=parent.pk), pos="last-child")
        for asked in (below, beside):
            assert browser.read(asked) == (there, 200)


def test_a_rule_that_is_turned_round(client, saone):
    browser, page = Browser(client), "/saone-et-loire/contact"
    Redirect.objects.create(old_path="/affiche", redirect_link=f"{page}/")
    assert browser.read("/affiche") == (f"{page}/", 200)
    Redirect.objects.all().delete()
    Redirect.objects.create(old_path=page, redirect_link="/lieux/")
    ContentPage.objects.child_of(saone).get().unpublish()
    assert [browser.read(path) for path in ("/affiche", page)] == [
        ("/affiche/", 404),
        ("/lieux/", 200),
    ]
