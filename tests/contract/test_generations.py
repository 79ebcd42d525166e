"""The number that caches of pages are checked against."""

import pytest
from django.db import transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import PageViewRestriction

from maillage.generations.counters import PAGES, PLACES, bump, numbers
from maillage.generations.keeping import kept, known_numbers, one_reading
from maillage.pages import restricted_paths
from tests.site.factories import TerritoryFactory, territory_portal

pytestmark = pytest.mark.django_db


def pages():
    return numbers().get(PAGES, 0)


def test_each_name_has_a_number_of_its_own():
    before = numbers()
    bump(PLACES)
    bump(PLACES)
    after = numbers()
    assert after.pop(PLACES) != before.pop(PLACES, 0)
    assert after == before


@pytest.mark.parametrize(
    "change",
    [
        lambda portal: portal.save_revision().publish(),
        lambda portal: portal.unpublish(),
        lambda portal: UnpublishPageAction(portal).execute(),
        lambda portal: portal.delete(),
        lambda portal: PageViewRestriction.objects.create(page=portal, restriction_type="login"),
    ],
    ids=["publish", "unpublish", "unpublished in the admin", "delete", "restrict"],
)
def test_what_readers_would_notice_is_counted(change):
    portal = territory_portal()
    before = pages()
    change(portal)
    assert pages() != before


def test_a_move_in_the_admin_is_counted():
    portal = territory_portal()
    other = territory_portal(TerritoryFactory(code="56", slug="morbihan", name="Morbihan"))
    before = pages()
    MovePageAction(portal, other, pos="last-child").execute()
    assert pages() != before


def test_a_draft_is_not_counted():
    portal = territory_portal()
    before = pages()
    portal.save_revision()
    assert pages() == before


def test_a_change_that_fails_leaves_the_number_alone():
    portal = territory_portal()
    before = pages()
    with transaction.atomic():
        portal.unpublish()
        transaction.set_rollback(True)
    assert pages() == before


def test_an_answer_is_kept_until_its_generation_changes():
    asked = []

    @kept(PLACES)
    def answer(word):
        asked.append(word)
        return word.upper()

    assert [answer("a"), answer("a"), answer("b")] == ["A", "A", "B"]
    bump(PAGES)
    assert answer("a") == "A"
    assert asked == ["a", "b"]
    bump(PLACES)
    assert answer("a") == "A"
    assert asked == ["a", "b", "a"]


def test_a_request_reads_the_numbers_once(django_assert_num_queries):
    with django_assert_num_queries(1), one_reading():
        assert known_numbers() == known_numbers()


def test_what_a_restriction_closes_is_known_at_once():
    portal = territory_portal()
    assert portal.path not in restricted_paths()
    PageViewRestriction.objects.create(page=portal, restriction_type="login")
    assert portal.path in restricted_paths()
