"""Who reviews a page is asked, its author is told, in our words; nobody else gets an email."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from maillage.contributions import Periodic
from maillage.outbox.models import Message
from maillage_site.plugin import plugin
from maillage_site.reviews.reminding import remind
from tests.site.admin_forms import as_sent
from tests.site.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(MONDAY, tick=False)
    return time_machine


@pytest.fixture
def administrator():
    """Of the whole site, and of no team."""
    return UserFactory(email="racine@exemple.fr", is_superuser=True)


@pytest.fixture
def emails():
    """What waits to be sent, since this was last asked; the outbox keeps it all."""
    known: set[int] = set()

    def new() -> list[dict]:
        rows = Message.objects.filter(topic="mail").exclude(pk__in=known).order_by("pk")
        found = list(rows)
        known.update(row.pk for row in found)
        return [row.payload for row in found]

    return new


def told(found: list[dict]) -> list[tuple[str, str]]:
    return [(one["recipient"], one["subject"]) for one in found]


def submit(client, ours) -> None:
    client.force_login(ours.editor)
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    sent = as_sent(client.get(address), title="Fête") | {"action-submit": ["1"]}
    assert client.post(address, sent).status_code == 302


def decide(client, ours, action: str, comment: str = "") -> None:
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    client.force_login(ours.publisher)
    names = [ours.draft.pk, action, state.pk]
    answer = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=names), {"comment": comment}
    )
    assert answer.status_code in {200, 302}


def link_of(email: dict) -> str:
    return next(line for line in email["text"].splitlines() if line.startswith("http"))


@pytest.mark.usefixtures("administrator", "theirs")
def test_reviewers_of_that_portal_are_asked_and_nobody_else(client, ours, emails):
    submit(client, ours)
    (email,) = emails()
    assert told([email]) == [(ours.publisher.email, "À relire : Fête")]
    assert re.search(r"Proposée par\s: Colibri editor", email["text"])
    assert "Saône-et-Loire" in email["html"]
    client.force_login(ours.publisher)
    page = client.get(urlsplit(link_of(email)).path)
    assert (page.status_code, "workflow-action-name" in page.content.decode()) == (200, True)
    preview = [line for line in email["text"].splitlines() if "/workflow/preview/" in line]
    assert client.get(urlsplit(preview[0]).path).status_code == 200


@pytest.mark.usefixtures("administrator")
def test_the_author_reads_what_to_change_then_that_it_is_online(client, ours, emails):
    submit(client, ours)
    emails()
    decide(client, ours, "reject", "Il manque <l’adresse>.")
    (email,) = emails()
    assert told([email]) == [(ours.editor.email, "À reprendre : Fête")]
    assert "Il manque <l’adresse>." in email["text"]
    assert "Il manque &lt;l’adresse&gt;." in email["html"]
    submit(client, ours)
    assert told(emails()) == [(ours.publisher.email, "À relire : Fête")]
    decide(client, ours, "approve")
    (email,) = emails()
    assert told([email]) == [(ours.editor.email, "Acceptée : Fête")]
    assert "Elle est en ligne." in email["text"]
    assert client.get(urlsplit(link_of(email)).path).status_code == 200


def test_what_is_approved_for_later_says_so(client, ours, emails):
    ours.draft.go_live_at = MONDAY + timedelta(days=3)
    ours.draft.save_revision()
    submit(client, ours)
    emails()
    decide(client, ours, "approve")
    (email,) = emails()
    assert "Elle sera en ligne à l’heure prévue." in email["text"]


def test_whoever_wants_none_gets_none(client, ours, emails):
    for person in (ours.publisher, ours.editor):
        UserProfile.objects.update_or_create(
            user=person,
            defaults=dict.fromkeys(
                ("submitted_notifications", "approved_notifications", "rejected_notifications"),
                False,
            ),
        )
    submit(client, ours)
    decide(client, ours, "reject")
    assert emails() == []


HOUR = timedelta(hours=1)
DAY = 24 * HOUR
# Submitted → the first hour at which the reviewers are reminded.
WAITED = {
    "monday": (MONDAY, MONDAY + 3 * DAY),
    "thursday, over a weekend": (MONDAY + 3 * DAY, MONDAY + 8 * DAY),
    "saturday": (MONDAY + 5 * DAY, MONDAY + 9 * DAY),
}


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("when", WAITED)
def test_reviewers_are_reminded_once_after_three_working_days(client, ours, emails, clock, when):
    submitted, due = WAITED[when]
    clock.move_to(submitted, tick=False)
    submit(client, ours)
    emails()
    reminded = []
    for hours in range(24 * 9):
        remind(submitted + hours * HOUR)
        reminded += [(hours, *one) for one in told(emails())]
    hours = (due - submitted) // HOUR
    assert reminded == [(hours, ours.publisher.email, "Toujours à relire : Fête")]


def test_nobody_is_reminded_of_what_was_decided(client, ours, emails):
    submit(client, ours)
    decide(client, ours, "reject")
    emails()
    remind(MONDAY + 3 * DAY)
    assert emails() == []


def test_the_worker_reminds():
    hourly = [one for one in plugin.contributes if isinstance(one, Periodic)]
    assert [one.run for one in hourly if one.name == "site.reviews"] == [remind]
