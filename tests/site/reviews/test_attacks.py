"""Who approves a page publishes it: neither its author, nor a publisher of elsewhere."""

import pytest
from django.urls import reverse
from wagtail.models import Page, TaskState

from tests.site.admin_forms import as_sent
from tests.site.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ACTIONS = ("approve", "reject")


@pytest.fixture
def submitted(client, ours):
    """A draft that its author has submitted."""
    client.force_login(ours.editor)
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    sent = as_sent(client.get(address), title="Fête") | {"action-submit": ["1"]}
    assert client.post(address, sent).status_code == 302
    return TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)


def people(ours, theirs):
    return {
        "its author": ours.editor,
        "a coordinator": ours.coordinator,
        "a publisher of elsewhere": theirs.publisher,
        "an editor of elsewhere": theirs.editor,
        "anybody": UserFactory(),
    }


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_but_the_team_s_publishers_decides(client, ours, theirs, submitted, action):
    page, edit = submitted.workflow_state.content_object, "wagtailadmin_pages:edit"
    for who, person in people(ours, theirs).items():
        client.force_login(person)
        # By its own address, by a page of one's own, by the form of the page.
        own = theirs.draft.pk if person in (theirs.publisher, theirs.editor) else page.pk
        for pk in {page.pk, own}:
            act = reverse("wagtailadmin_pages:workflow_action", args=[pk, action, submitted.pk])
            client.post(act, {"comment": "oui"})
        reading = client.get(reverse(edit, args=[page.pk]))
        sent = as_sent(reading) if reading.status_code == 200 else {}
        button = {"action-workflow-action": "1", "workflow-action-name": action}
        client.post(reverse(edit, args=[page.pk]), {**sent, **button})
        submitted.refresh_from_db()
        assert submitted.status == TaskState.STATUS_IN_PROGRESS, who
        assert not Page.objects.get(pk=page.pk).live, who


def test_their_publisher_does(client, ours, submitted):
    client.force_login(ours.publisher)
    page = submitted.workflow_state.content_object
    act = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", submitted.pk])
    client.post(act, {"comment": ""})
    assert Page.objects.get(pk=page.pk).live


def test_nobody_cancels_or_reads_what_waits_elsewhere(client, ours, theirs, submitted):
    page = submitted.workflow_state.content_object
    for person in (theirs.publisher, theirs.editor):
        client.force_login(person)
        for name, args in {
            "confirm_workflow_cancellation": [page.pk],
            "workflow_history": [page.pk],
            "workflow_preview": [page.pk, submitted.task.pk],
        }.items():
            address = reverse(f"wagtailadmin_pages:{name}", args=args)
            assert client.get(address).status_code in {302, 404}
            client.post(address)
    submitted.refresh_from_db()
    assert submitted.status == TaskState.STATUS_IN_PROGRESS
