"""The next sessions on a need, offered to other plugins' pages."""

from datetime import timedelta

import pytest

from maillage.help import HelpQuery
from maillage.scope import Scope
from maillage.themes.needs import BY_SLUG
from maillage_events import help as sessions
from maillage_events.publishing import lifecycle
from tests.events import factories
from tests.events.signups import NOW
from tests.site.factories import CommuneFactory, TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def date():
    national_portal()
    portal = territory_portal()
    return factories.occurrence(portal, slug="ameli", title="Débloquer ameli", themes="|sante|")


@pytest.fixture
def saone(date):
    return Scope(slug="saone-et-loire", territory=TerritoryFactory(), name="Saône-et-Loire")


def find(scope, **fields):
    return sessions.find(HelpQuery(scope=scope, at=NOW, **fields))


def test_the_next_date_on_the_need(saone, date):
    found = find(saone, need=BY_SLUG["demarches"], brief=True)
    assert (found.title, [(o.title, o.url) for o in found.offers]) == (
        "Le prochain rendez-vous",
        [("Débloquer ameli", "/saone-et-loire/agenda/ameli/")],
    )
    assert found.offers[0].when.startswith("mardi 8 décembre, ")


def test_nothing_on_another_need_or_theme_or_once_cancelled(saone, date):
    found = [find(saone, need=BY_SLUG["emploi"]), find(saone, theme="banque")]
    lifecycle.cancel_date(date, at=NOW)
    assert [*found, find(saone)] == [None, None, None]


def test_what_is_too_far_is_left_out(saone, date):
    macon = CommuneFactory()
    event = date.event
    type(event).objects.filter(pk=event.pk).update(
        attendance_mode="sur-place", latitude=46.3, longitude=4.8
    )
    far = CommuneFactory(code="64445", name="Pau", latitude=43.2951, longitude=-0.3708)
    assert (bool(find(saone, commune=macon)), find(saone, commune=far)) == (True, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(saone, date, rows, django_assert_max_num_queries):
    for number in range(rows):
        factories.occurrence(date.event.pages.first().get_parent(), slug=f"autre-{number}")
    with django_assert_max_num_queries(9):
        find(saone, limit=rows)


def test_a_territory_that_was_asked_for_leaves_out_what_lies_elsewhere(date):
    """The national search for "71" told of a session in the Morbihan."""
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    factories.occurrence(territory_portal(morbihan), slug="vannes", title="À Vannes")
    own = TerritoryFactory()
    found = {
        territory.code: [offer.title for offer in find(Scope(), territory=territory).offers]
        for territory in (own, morbihan)
    }
    assert found == {"71": ["Débloquer ameli"], "56": ["À Vannes"]}


def test_without_a_town_only_what_is_online_is_told(saone, date):
    """Who was anywhere in France read of the next session in Mâcon before any answer."""
    type(date.event).objects.update(attendance_mode="sur-place")
    assert [find(saone), find(Scope()), find(Scope(), brief=True)] == [None, None, None]
    assert find(saone, brief=True).offers
    type(date.event).objects.update(attendance_mode="en-ligne")
    assert find(Scope()).offers


def test_a_day_leaves_out_the_sessions_of_others(saone, date):
    day = date.starts_at.date()
    other = day + timedelta(days=1)
    assert find(saone, brief=True, days=(day, day)).offers
    assert find(saone, brief=True, days=(other, other)) is None
