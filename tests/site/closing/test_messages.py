"""What readers wrote to a portal that closes is answered by the nation, and erased in its time."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page

from maillage.permissions import rows_for
from maillage.personal_data.erasing import purge
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.settling import settle
from maillage_site.closing.shutting import close_portal
from maillage_site.contact.models import ContactMessage
from maillage_site.home.models import ContentPage
from tests.site.closing.world import NOW, SLUG, Role, statuses

pytestmark = pytest.mark.django_db
MESSAGES = "/gestion/messages/"
FORM = ("contact_form", {"title": "Nous écrire", "text": "<p>Sous deux jours.</p>"})


@pytest.fixture
def message(home):
    return ContactMessage.objects.create(
        portal=home.portal, message="Une zibeline ?", email="amina@exemple.fr", sent_at=NOW
    )


@pytest.fixture
def editor(home):
    return home.territory.teams.get(role=Role.EDITOR).group.user_set.get()


def words(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


@pytest.mark.usefixtures("message")
def test_the_nation_reads_how_many_wait_before_and_after(home, nation):
    address = reverse("maillage_closing:close", args=[home.portal.pk])
    one = "1 message de lecteur sans réponse"
    assert one in words(nation.get(address))
    close_portal(home.portal, at=NOW, by=None)
    assert one in words(nation.get(address))
    ContactMessage.objects.update(answered_at=NOW)
    assert "sans réponse" not in words(nation.get(address))


def test_the_nation_answers_and_the_team_has_them_back(client, home, nation, message, editor):
    close_portal(home.portal, at=NOW, by=None)
    assert not rows_for(editor, ContactMessage).exists()
    read = words(nation.get(MESSAGES))
    assert "Une zibeline ?" in read
    assert "portail fermé" in read
    nation.post(f"{MESSAGES}{message.pk}/", {"choice": "answered"})
    message.refresh_from_db()
    assert message.answered_at == NOW
    nation.post(f"{MESSAGES}{message.pk}/", {"choice": "waiting"})
    reopen_portal(home.portal, at=NOW, by=None)
    client.force_login(editor)
    read = words(client.get(MESSAGES))
    assert "Une zibeline ?" in read
    assert "portail fermé" not in read


@pytest.mark.usefixtures("message")
def test_they_are_erased_a_year_after_they_were_sent_closed_or_not(home):
    close_portal(home.portal, at=NOW, by=None)
    settle(NOW + timedelta(days=31))
    purge(NOW + timedelta(days=364))
    assert ContactMessage.objects.count() == 1
    purge(NOW + timedelta(days=366))
    assert not ContactMessage.objects.exists()


def test_nobody_writes_to_a_portal_that_is_closed(client, home):
    page = Page.objects.get(pk=home.pk).add_child(
        instance=ContentPage(title="Contact", slug="contact", body=[FORM])
    )
    form = f"/nous-ecrire/{page.translation_key}/"
    there, elsewhere = f"/{SLUG}{form}", form
    assert statuses(client, there) == {there: 200}
    close_portal(home.portal, at=NOW, by=None)
    for path, status in ((there, 410), (elsewhere, 404)):
        sent = client.post(path, {"message": "Bonjour", "email": "amina@exemple.fr"})
        assert (client.get(path).status_code, sent.status_code) == (status, status)
    assert not ContactMessage.objects.exists()
