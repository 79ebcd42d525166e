"""Two territories whose rows bear keys that nothing else in the database looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from maillage.accounts.models import PortalTeam
from maillage.territories.models import Territory
from maillage_events.models import EventSeries
from maillage_site.home.models import ContentPage
from maillage_site.rights.portal_groups import grant_portal_groups, portal_collection
from tests.cartography.factories import OrganisationFactory, PlaceFactory
from tests.community.factories import CircleFactory
from tests.events.factories import event_page
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)
from tests.site.rights.conftest import CANARY, png
from tests.site.submitted_ids.keys import FOREIGN, LATER, NATION, OWN, count_from

if TYPE_CHECKING:
    from django.contrib.auth.models import Group
    from django.db.models import Model

    from maillage.accounts.models import User
    from maillage_site.portals.models import PortalPage

Role = PortalTeam.Role


@dataclass(frozen=True)
class World:
    """A territory with one row of everything that a form may name, by model."""

    territory: Territory
    portal: PortalPage
    groups: dict[Role, Group]
    rows: dict[type[Model], Model]

    def person(self, *roles: Role) -> User:
        person = UserFactory()
        person.groups.add(*(self.groups[role] for role in roles))
        return person

    def pk(self, model: type[Model]) -> object:
        return self.rows[model].pk


def world(code: str, word: str, commune_code: str, **facts: object) -> World:
    territory = TerritoryFactory(code=code, name=word, slug=f"territoire-{code}", **facts)
    portal = territory_portal(territory)
    groups = grant_portal_groups(portal)
    collection = portal_collection(portal)
    draft = portal.add_child(instance=ContentPage(title=f"{word} brouillon", slug="b", live=False))
    draft.save_revision()
    epci = code if facts else ""
    commune = CommuneFactory(code=commune_code, name=word, epci_code=epci)
    event = event_page(portal, title=word)
    rows = [
        territory,
        portal,
        groups[Role.PUBLISHER],
        collection,
        event,
        event.event,
        EventSeries.objects.create(title=word, slug=f"serie-{code}", territory=territory),
        get_image_model().objects.create(title=f"{word} image", file=png(), collection=collection),
        get_document_model().objects.create(
            title=f"{word} document",
            file=ContentFile(b"bonjour", name="bonjour.txt"),
            collection=collection,
        ),
        OrganisationFactory(name=word, commune=commune),
        PlaceFactory(name=word, commune=commune),
        CircleFactory(name=word, territory=territory),
    ]
    return World(territory, portal, groups, {type(row): row for row in rows} | {Page: draft})


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def worlds(db) -> tuple[World, World]:
    """Ours and theirs; what is made afterwards has keys like neither's."""
    count_from(NATION)  # PostgreSQL goes on from where the test before was
    national_portal()
    count_from(FOREIGN)
    foreign = world("56", CANARY, "56260")
    count_from(OWN)
    own = world("71", "Colibri", "71270")
    count_from(LATER)
    return own, foreign


@pytest.fixture
def ours(worlds) -> World:
    return worlds[0]


@pytest.fixture
def theirs(worlds) -> World:
    return worlds[1]


@pytest.fixture
def third(worlds) -> World:
    """A group of communes inside ours."""
    return world("200070308", "Passereau", "71271", kind=Territory.Kind.EPCI)
