"""The journal of sensitive actions: written with the act, read by territory."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import registry

from maillage import audit
from maillage.audit import declare, record, recorded, sentence
from tests.site.factories import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _declared(monkeypatch):
    """For this test alone: the journal of the others knows nothing of it."""
    monkeypatch.setattr(audit, "ACTIONS", {})
    monkeypatch.setattr(registry, "choices", list(registry.get_choices()))
    monkeypatch.setattr(registry, "formatters", dict(registry.formatters))
    declare("essai.key_given", "Key given", "gave the key of the %(door)s")


def told(entries) -> list[tuple]:
    action = audit.ACTIONS["essai.key_given"]
    return [(one.user, one.label, one.timestamp, sentence(action, one.data)) for one in entries]


def test_an_entry_is_read_by_its_territories_and_by_the_nation():
    loiret, sarthe = (
        TerritoryFactory(code="45", slug="loiret"),
        TerritoryFactory(code="72", slug="s"),
    )
    giver, lea = UserFactory(), UserFactory(name="Léa")
    record("essai.key_given", lea, by=giver, at=NOW, territories=[loiret], door="hall")
    record("essai.key_given", lea, by=None, at=NOW, door="roof")
    hall, roof = (
        (giver, str(lea), NOW, "gave the key of the hall"),
        (None, str(lea), NOW, "gave the key of the roof"),
    )
    assert told(recorded([loiret])) == told(recorded([loiret, sarthe])) == [hall]
    assert (told(recorded([sarthe])), told(recorded([]))) == ([], [])
    assert told(recorded()) == [roof, hall]
    assert [one.message for one in recorded([loiret])] == ["Gave the key of the hall"]


def test_an_entry_whose_facts_were_erased_still_says_what_was_done():
    record("essai.key_given", UserFactory(), by=None, at=NOW, door="hall")
    recorded().update(data={audit.TERRITORIES: {}})
    assert [one.message for one in recorded()] == ["Key given"]


def test_an_action_that_nobody_declared_undoes_the_act():
    lea = UserFactory()
    with pytest.raises(ValidationError):
        leave_unknown(lea)
    assert (list(recorded()), type(lea).objects.get(pk=lea.pk)) == ([], lea)


@transaction.atomic
def leave_unknown(person):
    type(person).objects.filter(pk=person.pk).delete()
    record("essai.unknown", person, by=None, at=NOW)
