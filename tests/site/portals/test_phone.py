"""Somebody answers: the number of a portal, where the site has nothing to offer."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from maillage_site.creation.identity import Identity
from maillage_site.creation.tree import create_portal
from maillage_site.home.models import ContentPage
from maillage_site.portals.models.phone_numbers import can_be_called
from tests.site.admin_forms import as_sent
from tests.site.factories import TerritoryFactory, UserFactory
from tests.site.test_pages import index, write

pytestmark = pytest.mark.django_db
NEWS = "/saone-et-loire/actualites/"
ANSWERED = Identity(phone="03 53 01 71 00", phone_hours="du lundi au vendredi, de 9 h à 12 h")


@pytest.fixture
def saone():
    return create_portal(TerritoryFactory(), ANSWERED)


def somebody(client, path):
    found = BeautifulSoup(client.get(path).content, "html.parser").select(".somebody")
    return [(one.a["href"], one.get_text(" ", strip=True)) for one in found]


def test_an_empty_list_ends_with_somebody_to_call(client, saone):
    said = "Vous préférez parler à quelqu’un\u202f? 03\u00a053\u00a001\u00a071\u00a000 (du lundi au vendredi, de 9\u202fh à 12\u202fh)"
    [(address, text)] = somebody(client, NEWS)
    assert (address, text) == ("tel:0353017100", said)


def test_a_resource_ends_with_somebody_to_call_but_no_legal_page_does(client, saone):
    write(index(saone, "ressources"), "scanner")
    assert len(somebody(client, "/saone-et-loire/ressources/scanner/")) == 1
    assert ContentPage.objects.filter(slug="mentions-legales").exists()
    assert somebody(client, "/saone-et-loire/mentions-legales/") == []


def test_a_portal_without_number_says_nothing_of_it(client):
    create_portal(TerritoryFactory())
    assert somebody(client, NEWS) == []


@pytest.mark.parametrize(
    "number",
    ["03 85 39 55 00", "39 39", "3939", "+262 262 90 20 20", "01.99.00.00.00", "03-85-39-55-00"],
)
def test_what_a_phone_can_call_is_taken(number):
    can_be_called(number)


@pytest.mark.parametrize(
    "number", ["la mairie", "03 85", "javascript:1", "0385395500 poste 3", "99 99", "+", "٣٩٣٩"]
)
def test_what_no_phone_can_call_is_refused_with_what_to_write(number):
    with pytest.raises(ValidationError, match="03 85 39 55 00"):
        can_be_called(number)


def test_an_editor_gives_the_number_by_publishing_the_home(client, saone):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    address = reverse("wagtailadmin_pages:edit", args=[saone.pk])
    typed = {"phone": "03 85 00 00 01", "phone_hours": "", "action-publish": "1"}
    client.post(address, as_sent(client.get(address), **typed))
    client.logout()
    assert [address for address, _text in somebody(client, NEWS)] == ["tel:0385000001"]
