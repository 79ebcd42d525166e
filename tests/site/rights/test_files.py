"""Images and documents: the whole team sends and changes them, publishers delete them."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from maillage.accounts.models import PortalTeam
from maillage_site.portals.models import Portal
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import UserFactory, national_portal
from tests.site.rights.conftest import png

pytestmark = pytest.mark.django_db
Role = PortalTeam.Role


def ways_to_delete(kind: str, pk: int) -> list[str]:
    model = {"images": "image", "docs": "document"}[kind]
    return [
        reverse(f"wagtail{kind}:delete", args=[pk]),
        reverse(f"wagtail{kind}:delete_multiple", args=[pk]),
        f"{reverse('wagtail_bulk_action', args=[f'wagtail{kind}', model, 'delete'])}?id={pk}",
    ]


@pytest.mark.parametrize("role", [role.value for role in Role])
@pytest.mark.parametrize("kind", ["images", "docs"])
@pytest.mark.parametrize("way", range(3))
def test_publishers_delete_files_whoever_sent_them(client, ours, kind, role, way):
    found = {"images": ours.image, "docs": ours.document}[kind]
    client.force_login(getattr(ours, role))
    client.post(ways_to_delete(kind, found.pk)[way])
    gone = not type(found).objects.filter(pk=found.pk).exists()
    assert gone == (role == Role.PUBLISHER)


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_the_button_is_there_for_who_may(client, ours, role):
    client.force_login(getattr(ours, role))
    shown = {
        address: reverse(f"{space}:delete", args=[pk]) in client.get(address).content.decode()
        for space, address, pk in (
            ("wagtailimages", reverse("wagtailimages:edit", args=[ours.image.pk]), ours.image.pk),
            ("wagtaildocs", reverse("wagtaildocs:edit", args=[ours.document.pk]), ours.document.pk),
        )
    }
    assert set(shown.values()) == {role == Role.PUBLISHER}


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_files_for_everybody_are_deleted_by_the_nations_publishers(client, ours, role):
    groups = grant_portal_groups(national_portal())
    shared = Portal.objects.get(national=True).shared_collection
    image = get_image_model().objects.create(title="Commune", file=png(), collection=shared)
    person = UserFactory()
    person.groups.add(groups[role])
    client.force_login(ours.publisher)
    client.post(ways_to_delete("images", image.pk)[0])
    assert get_image_model().objects.filter(pk=image.pk).exists()
    client.force_login(person)
    client.post(ways_to_delete("images", image.pk)[0])
    assert get_image_model().objects.filter(pk=image.pk).exists() == (role != Role.PUBLISHER)


def test_a_right_that_a_role_loses_is_taken_back(ours):
    """Groups of before, given it by hand or by an older version."""
    team = PortalTeam.objects.get(territory=ours.portal.territory, role=Role.EDITOR)
    publishers = PortalTeam.objects.get(territory=ours.portal.territory, role=Role.PUBLISHER)
    held = publishers.group.collection_permissions.get(
        permission__codename=f"delete_{get_document_model()._meta.model_name}"
    )
    team.group.collection_permissions.create(collection=held.collection, permission=held.permission)
    grant_portal_groups(ours.portal)
    assert not team.group.collection_permissions.filter(permission=held.permission).exists()
