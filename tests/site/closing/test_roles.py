"""Roles in a portal end when it closes, and come back with it."""

from collections import Counter

import pytest

from maillage.audit import recorded
from maillage.outbox.models import Message
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.shutting import close_portal
from tests.site.closing.world import NOW, Role

pytestmark = pytest.mark.django_db


def mails(purpose: str) -> list[tuple[str, str]]:
    rows = Message.objects.filter(topic="mail", key__startswith=purpose).order_by("pk")
    return sorted((row.payload["recipient"], row.payload["subject"]) for row in rows)


def test_roles_end_by_email_and_come_back(home):
    editor = home.territory.teams.get(role=Role.EDITOR).group.user_set.get()
    both = home.territory.teams.get(role=Role.PUBLISHER).group
    editor.groups.add(both)
    close_portal(home.portal, at=NOW, by=None)
    said = "Le portail Saône-et-Loire est fermé"
    assert mails("portal-closed") == [("editor@exemple.fr", said), ("publisher@exemple.fr", said)]
    assert not editor.groups.exists()
    assert editor.__class__.objects.filter(pk=editor.pk, is_active=True).exists()
    reopen_portal(home.portal, at=NOW, by=None)
    assert {group.portal_team.role for group in editor.groups.all()} == {"editor", "publisher"}
    again = "Le portail Saône-et-Loire est de nouveau ouvert"
    assert (mails("role:"), mails("portal-reopened")) == (
        [],
        [("editor@exemple.fr", again), ("publisher@exemple.fr", again)],
    )
    written = recorded([home.territory]).order_by("pk").values_list("action", flat=True)
    assert Counter(written) == {
        "maillage.role_removed": 2,
        "maillage.portal_closed": 1,
        "maillage.role_given": 2,
        "maillage.portal_reopened": 1,
    }


def test_the_team_reads_who_received_what(home, region):
    close_portal(home.portal, {"events": region.portal}, at=NOW, by=None)
    sent = Message.objects.filter(topic="mail", key__startswith="portal-closed").first()
    text = " ".join(sent.payload["text"].split())
    assert "Événements à venir et leurs inscriptions, portail qui reçoit" in text
    assert "Bourgogne" in text
    assert "Communautés, portail qui reçoit" in text
    assert "Aucun : lecture seule" in text
