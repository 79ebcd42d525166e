"""Where each type of page may live: the whole table, so that a new type says it."""

import pytest
from wagtail.models import Page, get_page_models

from maillage_site.creation.tree import create_portal
from tests.site.factories import TerritoryFactory

PORTAL = "maillage_portals.PortalPage"
PARENTS = {
    "maillage_portals.PortalPage": [],  # made by the wizard alone
    "maillage_home.IndexPage": [PORTAL],
    "maillage_home.ContentPage": ["maillage_home.IndexPage", PORTAL],
    "maillage_events.EventIndexPage": [PORTAL],
    "maillage_events.EventPage": ["maillage_events.EventIndexPage"],
}


def parents(model: type[Page]) -> list[str]:
    return sorted(parent._meta.label for parent in model.allowed_parent_page_models())


def test_each_type_of_page_says_where_it_may_live():
    types = [model for model in get_page_models() if model is not Page]
    assert {model._meta.label: parents(model) for model in types} == PARENTS


def test_a_type_that_says_nothing_would_live_anywhere():
    """The control: Wagtail's default, which the table above would show."""
    assert PORTAL in parents(Page)


@pytest.mark.django_db
def test_a_portal_has_one_agenda():
    from maillage_events.models import EventIndexPage

    saone, nation = create_portal(TerritoryFactory()), create_portal(None)
    assert EventIndexPage.can_create_at(saone)
    agenda = saone.add_child(instance=EventIndexPage(title="Agenda", slug="agenda"))
    assert not EventIndexPage.can_create_at(saone)
    assert agenda.can_move_to(nation)
    nation.add_child(instance=EventIndexPage(title="Agenda", slug="agenda"))
    assert not agenda.can_move_to(nation)
