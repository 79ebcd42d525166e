"""Two portals side by side; what is foreign bears a canary that must never be read."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils.text import slugify
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from maillage.accounts.models import PortalTeam, User
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups, portal_collection
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

# What is foreign bears both words; tests search for the first and must never read the second.
SEARCHED, CANARY = "Zibeline", "Outremonde"
Role = PortalTeam.Role


@dataclass(frozen=True)
class Side:
    """One portal with a page, an image, a document and its people."""

    portal: PortalPage
    page: Page
    draft: Page
    image: object
    document: object
    collection: Collection
    editor: User
    publisher: User
    coordinator: User


def png(color: str = "teal") -> ContentFile:
    data = BytesIO()
    Picture.new("RGB", (20, 20), color).save(data, "PNG")
    return ContentFile(data.getvalue(), name="image.png")


def side(portal: PortalPage, word: str) -> Side:
    groups = grant_portal_groups(portal)
    collection = portal_collection(portal)
    people = {}
    for role in Role:
        people[role] = UserFactory(name=f"{word} {role}")
        people[role].groups.add(groups[role])
    page = portal.add_child(
        instance=ContentPage(
            title=f"{word} page", slug=f"{slugify(word)}-page", owner=people[Role.EDITOR]
        )
    )
    draft = ContentPage(title=f"{word} brouillon", slug=f"{slugify(word)}-brouillon", live=False)
    draft = portal.add_child(instance=draft)
    draft.save_revision(user=people[Role.EDITOR], log_action="wagtail.edit")
    image = get_image_model().objects.create(
        title=f"{word} image", file=png(), collection=collection, uploaded_by_user=people["editor"]
    )
    document = get_document_model().objects.create(
        title=f"{word} document",
        file=ContentFile(b"bonjour", name="bonjour.txt"),
        collection=collection,
        uploaded_by_user=people["editor"],
    )
    return Side(
        portal,
        page,
        draft,
        image,
        document,
        collection,
        people[Role.EDITOR],
        people[Role.PUBLISHER],
        people[Role.COORDINATOR],
    )


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ours(db) -> Side:
    return side(territory_portal(), "Colibri")


@pytest.fixture
def theirs(db) -> Side:
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    return side(territory_portal(morbihan), f"{SEARCHED} {CANARY}")
