"""What one may review is asked for in one query, however many portals there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Task, TaskState

from tests.site.factories import TerritoryFactory, UserFactory, territory_portal
from tests.site.rights.conftest import side

pytestmark = pytest.mark.django_db


def wait(side_) -> TaskState:
    page = Page.objects.get(pk=side_.draft.pk).specific
    page.get_workflow().start(page, side_.editor)
    return page.current_workflow_task_state


def asked(user) -> tuple[set[int], int]:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        found = {state.pk for state in TaskState.objects.reviewable_by(user)}
    return found, len(seen)


def test_it_does_not_grow_with_portals(ours, theirs):
    mine, other = wait(ours), wait(theirs)
    root = UserFactory(is_superuser=True)
    before = {user: asked(user) for user in (ours.publisher, ours.editor, root)}
    assert before[ours.publisher][0] == {mine.pk}
    assert before[ours.editor][0] == set()
    assert before[root][0] == {mine.pk, other.pk}
    third = side(territory_portal(TerritoryFactory(code="61", name="Orne", slug="orne")), "Orne")
    ours.publisher.groups.add(*third.publisher.groups.all(), *theirs.publisher.groups.all())
    new = wait(third)
    found, queries = asked(ours.publisher)
    assert (found, queries) == ({mine.pk, other.pk, new.pk}, before[ours.publisher][1])
    Task.objects.filter(pk=new.task_id).update(active=False)
    assert asked(ours.publisher)[0] == {mine.pk, other.pk}
