"""What a portal is called is words everywhere: in pages, feeds, calendars, sheets of style, emails."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from maillage.accounts.models import PortalTeam
from maillage.outbox.models import Message
from maillage_site.portals.models import Portal, PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.teams.members import give_role
from tests.events.factories import event_page
from tests.site.factories import territory_portal
from tests.site.test_private_pages import addresses

pytestmark = pytest.mark.django_db
SCRIPT, SHEET = "<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>"
NASTY = f'=1+1 "}}{SCRIPT}{SHEET}\r\nBEGIN:VEVENT\r\nSUMMARY:Faux\r\nBcc: tous@exemple.fr'


@pytest.fixture
def portal():
    portal = territory_portal()
    portal.title = portal.draft_title = NASTY
    portal.save()
    event_page(
        portal, title="Atelier", slug="atelier", start_date=timezone.localdate() + timedelta(7)
    )
    return PortalPage.objects.get(pk=portal.pk)


def test_no_public_answer_runs_what_a_portal_is_called(client, portal):
    found = [
        f"/{portal.portal.slug}/{path}"
        for path in addresses()
        if not path.startswith(("api", "sante"))
    ]
    found += ["/agenda/atelier/", "/agenda/atelier.ics", f"/{portal.portal.slug}/agenda/atelier/"]
    read = 0
    for path in dict.fromkeys(["/", *found]):
        answer = client.get(path, follow=True)
        if answer.status_code != 200:
            continue
        read += 1
        words = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
        kind = answer["Content-Type"]
        if any(word in kind for word in ("html", "xml", "svg", "css", "javascript")):
            assert SCRIPT not in words, path
            assert SHEET not in words, path
        if "json" in kind:
            json.loads(words)
        if "calendar" in kind:
            lines = words.split("\r\n")
            assert "SUMMARY:Faux" not in lines, path
        if "css" in kind:
            assert "alert" not in words, path
        assert "tous@exemple.fr" not in str(answer.headers), path
    assert read > 20


def test_nor_does_an_email(portal):
    grant_portal_groups(portal)
    give_role("karim@exemple.fr", portal, PortalTeam.Role.EDITOR, at=timezone.now())
    [payload] = [one.payload for one in Message.objects.filter(topic="mail")]
    assert "\n" not in payload["subject"]
    assert SCRIPT not in payload["html"]
    assert SHEET not in payload["html"]


@pytest.mark.parametrize(
    "colour",
    ["red;}body{display:none}", "#123456}", "url(//x)", "#12345", "expression(1)", "#123456\n}*{}"],
)
def test_a_colour_is_six_digits(portal, colour):
    facts = Portal.objects.get(pk=portal.portal_id)
    for name in ("brand_strong", "brand_soft", "brand_on_strong"):
        setattr(facts, name, colour)
        with pytest.raises(ValidationError) as refused:
            facts.full_clean()
        assert name in refused.value.message_dict
        facts.refresh_from_db()
