"""What is private is its team's: an account that anybody opens gives nothing."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.rich_text import RichText

from maillage.accounts.models import PortalTeam
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
Role = PortalTeam.Role
WORDS = "Notes du comité"


@pytest.fixture
def portal():
    return territory_portal()


@pytest.fixture
def page(portal):
    page = ContentPage(title=WORDS, slug="notes", live=False)
    page.body = [("text", RichText("<p>Ordre du jour</p>"))]
    portal.add_child(instance=page).save_revision().publish()
    return ContentPage.objects.get(slug="notes")


@pytest.fixture
def people(portal):
    """Somebody of each kind; who has no role anywhere is whoever opens an account."""
    neighbour = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    ours, theirs = grant_portal_groups(portal), grant_portal_groups(neighbour)
    left = UserFactory(is_active=False)
    left.groups.add(ours[Role.EDITOR])
    found = {role.value: UserFactory() for role in Role}
    for role in Role:
        found[role.value].groups.add(ours[role])
    found |= {"anybody": UserFactory(), "neighbour": UserFactory(), "left": left}
    found["neighbour"].groups.add(theirs[Role.PUBLISHER])
    found["nation"] = UserFactory()
    found["nation"].groups.add(grant_portal_groups(national_portal())[Role.EDITOR])
    return found


def answers(client, people, address) -> dict[str, int]:
    found = {}
    for name, person in people.items():
        client.logout()
        if person.is_active:
            client.force_login(person)
        response = client.get(address)
        found[name] = response.status_code
        if response.status_code != 200:
            assert WORDS not in b"".join(response).decode(errors="replace")
    return found


TEAM = {"editor": 200, "publisher": 200, "coordinator": 200, "nation": 200}


def test_a_page_of_the_team_is_read_by_those_who_have_a_role_there(client, page, people):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    asked = answers(client, people, page.url)
    # Told so, not led to the sign-in form in circles.
    assert asked == {**TEAM, "anybody": 403, "neighbour": 403, "left": 302}


def test_a_page_that_moves_to_another_portal_is_that_team_s(client, page, people):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    page.move(PortalPage.objects.get(portal__slug="morbihan"), pos="last-child")
    moved = ContentPage.objects.get(pk=page.pk)
    asked = answers(client, people, moved.url)
    assert (asked["neighbour"], asked["publisher"], asked["nation"]) == (200, 403, 200)


def test_a_private_page_of_the_nation_is_the_nation_s(client, people):
    page = ContentPage(title=WORDS, slug="notes", live=False)
    national_portal().add_child(instance=page).save_revision().publish()
    page = ContentPage.objects.get(slug="notes")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    asked = answers(client, people, page.url)
    assert {name for name, status in asked.items() if status == 200} == {"nation"}


def test_files_of_a_page_and_of_a_collection_of_the_team(client, page, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    data = BytesIO()
    Picture.new("RGB", (20, 20), "teal").save(data, "PNG")
    collection = page.get_parent().specific.portal.collection
    image = get_image_model().objects.create(
        title="Plan", file=ContentFile(data.getvalue(), name="plan.png"), collection=collection
    )
    document = get_document_model().objects.create(
        title="Compte rendu", file=ContentFile(b"ok", name="cr.txt"), collection=collection
    )
    embed = f'<embed embedtype="image" id="{image.pk}" format="left" alt="x"/>'
    link = f'<p><a linktype="document" id="{document.pk}">cr</a></p>'
    page.body = [("text", RichText(embed + link))]
    page.save_revision().publish()
    addresses = (image.get_rendition("width-10").url, document.url)
    outside = {name: people[name] for name in ("anybody", "neighbour")}
    inside = {name: people[name] for name in ("editor", "nation")}
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    for address in addresses:
        assert answers(client, outside, address) == dict.fromkeys(outside, 404)
        assert answers(client, inside, address) == dict.fromkeys(inside, 200)
    restriction.delete()
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    for address in addresses:
        assert set(answers(client, outside, address).values()) <= {302, 403, 404}
        assert answers(client, inside, address) == dict.fromkeys(inside, 200)


def test_a_password_that_was_changed_is_asked_again(client, page):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="cassis"
    )
    door = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    typed = {"password": "cassis", "return_url": page.url}
    assert client.post(door, typed).status_code == 302
    assert "Ordre du jour" in client.get(page.url).text
    restriction.password = "myrtille"
    restriction.save()
    assert "Ordre du jour" not in client.get(page.url).text
    client.post(door, {**typed, "password": "myrtille"})
    assert "Ordre du jour" in client.get(page.url).text


def labels(client, address) -> dict[str, str]:
    html = client.get(address).json()["html"]
    found = BeautifulSoup(html, "html.parser")
    return {
        one.find("input")["value"]: one.get_text(" ", strip=True)
        for one in found.select("label:has(input)")
    }


def test_the_dialog_says_whom_each_kind_lets_in(client, page, people):
    client.force_login(people["publisher"])
    said = labels(client, f"/gestion/pages/{page.pk}/privacy/")
    assert said["none"] == "Tout le monde"
    assert said["login"].startswith("L’équipe de ce portail")
    assert said["password"].startswith("Qui a le mot de passe")
    assert "connecté" not in str(said)
    ours = set(Group.objects.filter(portal_team__territory__slug="saone-et-loire"))
    assert {value for value in said if value.isdecimal()} == {str(group.pk) for group in ours}


def test_the_nation_ticks_the_portal_s_groups_and_its_own_alone(client, page, people):
    client.force_login(UserFactory(is_superuser=True))
    said = labels(client, f"/gestion/pages/{page.pk}/privacy/")
    theirs = Group.objects.filter(portal_team__territory__slug="morbihan")
    assert not {str(group.pk) for group in theirs} & said.keys()
    assert len([value for value in said if value.isdecimal()]) >= 6


def test_the_dialog_of_a_collection_says_the_same(client, portal):
    client.force_login(UserFactory(is_superuser=True))
    collection = Collection.get_first_root_node().add_child(name="Salon")
    said = labels(client, f"/gestion/collections/{collection.pk}/privacy/")
    assert said["login"].startswith("L’équipe de ce portail")
