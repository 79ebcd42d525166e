"""What watches over the service gets a true answer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from maillage.contributions import HealthCheck
from maillage.outbox.models import Message
from maillage.values import Healthy, Unhealthy
from maillage_site import health


def checks(client):
    answer = client.get("/sante/pret")
    body = answer.json()
    return answer.status_code, body["status"], body["checks"]


def test_alive_asks_nothing_of_anybody(client):
    # Without the `db` fixture any query would raise.
    answer = client.get("/sante/vivant")
    assert (answer.status_code, answer.content, answer.cookies) == (200, b"vivant\n", {})


@pytest.mark.django_db
def test_all_is_well(client, monkeypatch):
    monkeypatch.setattr(health, "contributions", lambda _: [])
    assert checks(client) == (
        200,
        "healthy",
        {
            "database": {"status": "healthy", "engine": connection.vendor},
            "migrations": {"status": "healthy"},
            "outbox": {
                "status": "healthy",
                "messages": {},
                "oldest_seconds": 0,
                "failed_tasks": 0,
                "repeated_mails": 0,
            },
        },
    )


@pytest.mark.django_db
def test_a_late_outbox_degrades_and_takes_nothing_away(client, monkeypatch):
    monkeypatch.setattr(health, "contributions", lambda _: [])
    long_ago = timezone.now() - timedelta(hours=1)
    Message.objects.create(topic="mail", key="1", available_at=long_ago)
    status, verdict, found = checks(client)
    assert (status, verdict) == (200, "degraded")
    assert found["outbox"]["reason"] == "the outbox is late"
    assert found["outbox"]["oldest_seconds"] >= 3600


@pytest.mark.django_db
def test_messages_that_wait_for_their_hour_are_not_late(client, monkeypatch):
    monkeypatch.setattr(health, "contributions", lambda _: [])
    tomorrow = timezone.now() + timedelta(days=1)
    Message.objects.create(topic="mail", key="1", available_at=tomorrow)
    assert checks(client)[:2] == (200, "healthy")


@pytest.mark.django_db
def test_a_parked_message_is_told(client, monkeypatch):
    monkeypatch.setattr(health, "contributions", lambda _: [])
    now = timezone.now()
    Message.objects.create(topic="mail", key="1", available_at=now, state=Message.State.PARKED)
    status, verdict, found = checks(client)
    assert (status, verdict) == (200, "degraded")
    assert found["outbox"]["messages"] == {"parked": 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("probe", "expected"),
    [
        (lambda: Healthy({"documents": 3}), (200, "healthy")),
        (lambda: Unhealthy("does not answer"), (200, "degraded")),
        (lambda: Unhealthy("gone", broken=True), (503, "broken")),
        (lambda: 1 / 0, (200, "degraded")),
    ],
)
def test_a_plugin_speaks_for_itself(client, monkeypatch, probe, expected):
    check = HealthCheck(name="search", probe=probe)
    monkeypatch.setattr(health, "contributions", lambda _: [check])
    assert checks(client)[:2] == expected


@pytest.mark.django_db
def test_without_a_database_the_service_is_broken(client, monkeypatch):
    def refuses():
        raise ConnectionError

    monkeypatch.setattr(health, "database", refuses)
    status, verdict, found = checks(client)
    assert (status, verdict) == (503, "broken")
    assert found["database"] == {"status": "broken", "reason": "ConnectionError"}


def test_owed_migrations_break_it(monkeypatch, db):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [("x", False)])
    assert health.migrations() == Unhealthy("1 migrations to apply", broken=True)
