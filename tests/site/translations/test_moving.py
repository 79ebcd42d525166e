"""A page takes its translations along; a translation does not leave it."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page

from maillage_site.home.models import ContentPage, IndexPage
from tests.site.factories import TerritoryFactory, territory_portal
from tests.site.translations.conftest import plain

pytestmark = pytest.mark.django_db


def by_screen(client, page, below):
    return client.post(
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, below.pk]), {},
        headers={"referer": "http://testserver/gestion/pages/"},
    )  # fmt: skip


def in_bulk(client, page, below):
    return client.post(f"/gestion/bulk/wagtailcore/page/move/?id={page.pk}", {"chooser": below.pk})


def by_api(client, page, below):
    return client.post(
        f"/gestion/api/main/pages/{page.pk}/action/move/",
        json.dumps({"destination_page_id": below.pk, "position": "last-child"}),
        content_type="application/json",
    )


WAYS = {"screen": by_screen, "bulk": in_bulk, "API": by_api}


@pytest.fixture
def sections(ours):
    """A list in both languages, and one in French alone."""
    english = Locale.objects.get(language_code="en")
    both, french = (
        ours.side.portal.add_child(instance=IndexPage(title=name, slug=name.lower()))
        for name in ("Ressources", "Archives")
    )
    return both, french, both.copy_for_translation(english)


def parents(*pages: Page) -> list[int]:
    return [Page.objects.get(pk=page.pk).get_parent().pk for page in pages]


@pytest.mark.parametrize("way", WAYS)
def test_translations_follow_below_what_their_page_stands_in(client, ours, nation, sections, way):
    both, _french, english = sections
    client.force_login(nation)
    WAYS[way](client, ours.page, both)
    assert parents(ours.page, ours.made) == [both.pk, english.pk]
    assert Page.objects.get(pk=ours.made.pk).url_path.startswith(english.url_path)


def test_a_translation_stays_in_its_portal_when_the_new_place_is_in_french_alone(
    client, ours, nation, sections
):
    both, french, _english = sections
    client.force_login(nation)
    by_screen(client, ours.page, both)
    by_screen(client, ours.page, french)
    assert parents(ours.page, ours.made) == [french.pk, ours.english.pk]


def test_a_slug_that_is_taken_there_leaves_room(client, ours, nation, sections):
    both, _french, english = sections
    english.add_child(
        instance=ContentPage(title="Autre", slug=ours.made.slug, locale=english.locale)
    )
    client.force_login(nation)
    by_screen(client, ours.page, both)
    moved = Page.objects.get(pk=ours.made.pk)
    assert (moved.get_parent().pk, moved.slug) == (english.pk, f"{ours.made.slug}-1")


@pytest.mark.parametrize("way", WAYS)
def test_a_translation_alone_does_not_leave_its_page(client, ours, nation, sections, way):
    client.force_login(nation)
    response = WAYS[way](client, ours.made, sections[2])
    assert response.status_code in (302, 400)
    assert parents(ours.page, ours.made) == [ours.side.portal.pk, ours.english.pk]


@pytest.mark.parametrize("way", WAYS)
def test_a_translated_page_does_not_go_to_a_portal_without_that_language(client, ours, nation, way):
    orne = territory_portal(TerritoryFactory(code="61", name="Orne", slug="orne"))
    client.force_login(nation)
    before = parents(ours.page, ours.made)
    WAYS[way](client, ours.page, orne)
    assert parents(ours.page, ours.made) == before


def test_the_refusal_says_what_to_do(client, ours, nation, sections):
    client.force_login(nation)
    response = client.get(by_screen(client, ours.made, sections[2]).url)
    assert [plain(message) for message in response.context["messages"]] == [
        "Une traduction reste là où est sa page : déplacez « Colibri guide », elle suivra."
    ]
