"""Wagtail pages in the search: published, translated, withdrawn."""

import pytest
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from maillage_search.embedded.engine import EmbeddedEngine
from maillage_search.indexing.outbox_consumer import drain
from maillage_search.indexing.rebuild import rebuild
from maillage_search.query.request import SearchRequest, Viewer
from maillage_site.home.models import ContentPage
from tests.site.factories import TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db


def found(text, **fields):
    response = EmbeddedEngine().search(SearchRequest(text=text, **fields), Viewer.anonymous())
    return [(hit.plain_title, hit.url) for hit in response.hits]


def content(parent, title="Choisir un zèbre", **fields):
    page = parent.add_child(
        instance=ContentPage(title=title, summary="Un animal rayé.", live=False, **fields)
    )
    page.save_revision().publish()
    drain(100)
    page.refresh_from_db()
    return page


def test_a_published_page_is_found_by_title_summary_and_text(db):
    page = content(national_portal(), body=[("rich_text", "<p>Il court dans la savane.</p>")])
    assert found("zebre") == found("rayé") == [("Choisir un zèbre", page.url)]


def test_an_unpublished_page_is_found_no_more(db):
    content(national_portal()).unpublish()
    drain(100)
    assert found("zebre") == []


def test_a_deleted_page_is_found_no_more(db):
    content(national_portal()).delete()
    drain(100)
    assert found("zebre") == []


def test_a_draft_is_not_found(db):
    national_portal().add_child(instance=ContentPage(title="Zèbre secret", live=False))
    rebuild()
    assert found("zebre") == []


def test_a_page_with_a_password_is_not_found(db):
    page = content(national_portal())
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    rebuild()
    assert found("zebre") == []


def test_a_page_counts_for_the_territory_of_its_portal(db):
    content(territory_portal(TerritoryFactory()))
    assert (len(found("zebre", shown_in="dep:71")), len(found("zebre", shown_in="dep:64"))) == (
        1,
        0,
    )


def test_national_content_is_found_in_every_portal_when_it_is_shared(db):
    content(national_portal(), shared=True)
    content(national_portal(), title="Un autre zèbre")
    assert [title for title, _ in found("zebre", shown_in="dep:64")] == ["Choisir un zèbre"]


def test_a_translation_is_found_in_its_language_and_the_original_elsewhere(db):
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = national_portal()
    page = content(home)
    assert [title for title, _ in found("zebre", language="en")] == ["Choisir un zèbre"]
    home.copy_for_translation(english).save_revision().publish()
    translated = page.copy_for_translation(english)
    translated.title = "Choosing a zebra"
    with translation.override("en"):
        translated.save_revision().publish()
    drain(100)
    assert [title for title, _ in found("zebra", language="en")] == ["Choosing a zebra"]
    assert found("choisir", language="en") == []
    assert [title for title, _ in found("zebre")] == ["Choisir un zèbre"]
