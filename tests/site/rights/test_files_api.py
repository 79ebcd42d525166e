"""The admin's API of images and documents: what the person may choose, and nothing of others."""

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection

from maillage.accounts.models import PortalTeam
from maillage_site.portals.models import Portal
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import UserFactory, national_portal
from tests.site.rights.conftest import CANARY, SEARCHED, png

pytestmark = pytest.mark.django_db
Role = PortalTeam.Role
KINDS = ("images", "documents")


def listing(kind: str) -> str:
    return reverse(f"wagtailadmin_api:{kind}:listing")


def detail(kind: str, side) -> str:
    found = {"images": side.image, "documents": side.document}[kind]
    return reverse(f"wagtailadmin_api:{kind}:detail", args=[found.pk])


@pytest.mark.parametrize("role", [Role.EDITOR.value, Role.PUBLISHER.value])
@pytest.mark.parametrize("kind", KINDS)
def test_who_writes_reads_the_files_of_their_portal(client, ours, theirs, kind, role):
    client.force_login(getattr(ours, role))
    one = client.get(detail(kind, ours))
    assert (one.status_code, one["content-type"]) == (200, "application/json")
    assert one.json()["title"].startswith("Colibri")
    assert [row["title"] for row in client.get(listing(kind)).json()["items"]] == [
        one.json()["title"]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_those_of_another_territory_do_not_exist(client, ours, theirs, kind):
    client.force_login(ours.publisher)
    found = client.get(detail(kind, theirs))
    assert (found.status_code, found["content-type"]) == (404, "application/json")
    theirs_pk = detail(kind, theirs).rstrip("/").rpartition("/")[2]
    for asked in (
        f"{listing(kind)}?search={SEARCHED}",
        f"{listing(kind)}?order=-title&fields=*",
        f"{listing(kind)}?id={theirs_pk}",
        f"{listing(kind)}?limit=20&offset=0",
        f"{listing(kind)}find/?id={theirs_pk}",
    ):
        answer = client.get(asked)
        assert answer.status_code in (200, 400, 404)
        assert CANARY not in answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_the_nation_reads_all_of_them(client, ours, theirs, kind):
    person = UserFactory()
    person.groups.add(grant_portal_groups(national_portal())[Role.PUBLISHER])
    client.force_login(person)
    assert {client.get(detail(kind, side)).status_code for side in (ours, theirs)} == {200}


def test_pictures_for_everybody_are_read_by_every_team(client, ours):
    grant_portal_groups(national_portal())
    shared = Portal.objects.get(national=True).shared_collection
    image = get_image_model().objects.create(title="Commune", file=png(), collection=shared)
    elsewhere = Collection.get_first_root_node().add_child(instance=Collection(name="Ailleurs"))
    other = get_image_model().objects.create(title="Autre", file=png(), collection=elsewhere)
    client.force_login(ours.publisher)
    answers = [
        client.get(reverse("wagtailadmin_api:images:detail", args=[one.pk])).status_code
        for one in (image, other)
    ]
    assert answers == [200, 404]


def test_a_page_of_another_territory_is_not_found_in_words_for_scripts(client, ours, theirs):
    client.force_login(ours.publisher)
    answer = client.get(reverse("wagtailadmin_api:pages:detail", args=[theirs.page.pk]))
    assert (answer.status_code, answer["content-type"]) == (404, "application/json")
    below = reverse("wagtailadmin_api:pages:listing") + f"?child_of={theirs.portal.pk}"
    assert CANARY not in client.get(below).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_no_portal_reads_nothing(client, ours, kind):
    client.force_login(UserFactory())
    assert client.get(detail(kind, ours)).status_code != 200
