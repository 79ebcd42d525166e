"""A portal, the region around it, and the nation that closes it."""

import pytest
import time_machine
from wagtail.models import Locale, Page

from maillage.territories.models import Territory
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.community.factories import CircleFactory, MembershipFactory
from tests.events.factories import event_page
from tests.events.signups import signed_up
from tests.site.closing.world import NOW, Role
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

Kind = Territory.Kind


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="module")
def made(module_db):
    """The keys of both portals."""
    with time_machine.travel(NOW, tick=False):
        around = territory_portal(
            TerritoryFactory(kind=Kind.REGION, code="27", name="Bourgogne", slug="bourgogne")
        )
        return around.pk, portal_with_work(around).pk


@pytest.fixture
def region(made):
    return PortalPage.objects.get(pk=made[0])


@pytest.fixture
def home(made):
    """Saône-et-Loire's portal in two languages, with a page, an event, a circle and a team."""
    return PortalPage.objects.get(pk=made[1])


def portal_with_work(region):
    territory = TerritoryFactory()
    territory.ancestors.add(region.territory)
    found = territory_portal(territory)
    found.save_revision().publish()
    Page.objects.get(pk=found.pk).add_child(
        instance=ContentPage(title="La zibeline", slug="zibeline", summary="Zibeline")
    )
    english, _created = Locale.objects.get_or_create(language_code="en")
    national_portal().copy_for_translation(english).save_revision().publish()
    translated = PortalPage.objects.get(pk=found.pk).copy_for_translation(english)
    translated.title = "Help in Saône-et-Loire"
    translated.save_revision().publish()
    signed_up(event_page(found, title="Atelier zibeline").event.occurrences.get(), at=NOW)
    MembershipFactory(circle=CircleFactory(name="Cercle 71", territory=territory))
    groups = grant_portal_groups(found)
    for role in (Role.EDITOR, Role.PUBLISHER):
        person = UserFactory(email=f"{role.value}@exemple.fr")
        person.groups.add(groups[role])
    return found


@pytest.fixture
def nation(client):
    person = UserFactory()
    person.groups.add(grant_portal_groups(national_portal())[Role.PUBLISHER])
    client.force_login(person)
    return client
