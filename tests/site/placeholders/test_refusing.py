"""Words that a page's model leaves to write are not published by accident, in any way."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from maillage.accounts.models import PortalTeam
from maillage.blocks.features import TEXT_FEATURES
from maillage_site.creation.identity import Identity
from maillage_site.creation.opening import Wanted, make_portal, put_online
from maillage_site.home.models import ContentPage
from maillage_site.placeholders.reading import placeholders
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.scheduling.schedule import keep_schedule
from tests.site.admin_forms import as_sent
from tests.site.factories import TerritoryFactory, UserFactory, national_portal
from tests.site.rights.conftest import _media, ours

__all__ = ["_media", "ours"]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LEFT = "À compléter : le nom de l’hébergeur."
SAID = "il reste à écrire"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (LEFT, True),
        ("Hébergeur : à compléter.", True),
        ("Hébergeur : [à compléter]", True),
        ("Hébergeur (À COMPLÉTER)", True),
        ("Alma. À compléter : son adresse.", True),
        ("To be completed: the name of the host.", True),
        ("Une attestation à compléter et à signer.", False),
        ("Il vous reste un formulaire à compléter.", False),
        ("À compléter ensemble pendant l’atelier.", False),
    ],
)
def test_what_is_left_to_write(text, left):
    page = ContentPage(title="Page", body=[("text", f"<p>Bonjour.</p><p>{text}</p>")])
    assert placeholders(page) == ([text] if left else [])


@pytest.fixture
def draft(ours):
    """Of the portal: its body leaves the host to write."""
    ours.draft.body = [("text", f"<p>{LEFT}</p>")]
    ours.draft.save_revision(user=ours.editor)
    return ours.draft


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def body(html: str) -> dict[str, str]:
    text = rich_text(html, features=TEXT_FEATURES)
    return nested_form_data({"body": streamfield([("text", text)])})


def sent(client, page: Page, html: str, **typed: object) -> dict[str, object]:
    form = as_sent(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    form.pop("body-count")
    return form | body(html) | typed


def test_its_form_says_it_and_keeps_what_was_typed(client, ours, draft):
    client.force_login(ours.publisher)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    typed = sent(client, draft, f"<p>Neuf.</p><p>{LEFT}</p>", **{"action-publish": "1"})
    answer = client.post(address, typed)
    assert (answer.status_code, is_live(draft)) == (200, False)
    assert SAID in answer.text
    assert "le nom de l’hébergeur" in answer.text
    assert "Neuf." in answer.text
    # A draft may be left so.
    del typed["action-publish"]
    assert client.post(address, typed).status_code == 302
    done = sent(client, draft, "<p>Hébergeur : Alma.</p>", **{"action-publish": "1"})
    assert client.post(address, done).status_code == 302
    assert is_live(draft)


def test_a_page_that_is_added(client, ours):
    client.force_login(ours.publisher)
    add = reverse("wagtailadmin_pages:add", args=["maillage_home", "contentpage", ours.portal.pk])
    form = as_sent(client.get(add), title="Neuve", slug="neuve")
    form.pop("body-count")
    answer = client.post(add, form | body(f"<p>{LEFT}</p>") | {"action-publish": "1"})
    assert SAID in answer.text
    assert not Page.objects.filter(slug="neuve").exists()


def test_what_is_online_is_corrected_beside_it(client, ours, draft):
    """Whoever mends a sentence does not have to know the host."""
    ContentPage.objects.filter(pk=draft.pk).update(live=True, body=draft.body)
    client.force_login(ours.publisher)
    typed = sent(client, draft, f"<p>Corrigé.</p><p>{LEFT}</p>", **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), typed)
    assert "Corrigé" in str(ContentPage.objects.get(pk=draft.pk).body)


def test_several_pages_from_a_list(client, ours, draft):
    client.force_login(ours.publisher)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={draft.pk}&next=/gestion/", follow=True)
    assert (SAID in answer.text, is_live(draft)) == (True, False)


def test_an_approval(client, ours, draft):
    grant_portal_groups(ours.portal)
    Page.objects.get(pk=draft.pk).get_workflow().start(draft, ours.editor)
    task = draft.current_workflow_task_state
    client.force_login(ours.publisher)
    address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", task.pk])
    answer = client.post(address, {"comment": ""}, follow=True)
    assert (SAID in answer.text, is_live(draft)) == (True, False)
    task.refresh_from_db()
    assert task.status == "in_progress"


def test_the_api(client, ours, draft):
    client.force_login(ours.publisher)
    answer = client.post(reverse("wagtailadmin_api:pages:action", args=[draft.pk, "publish"]))
    assert (answer.status_code, is_live(draft)) == (400, False)
    assert SAID in answer.json()["message"]


def test_an_hour_that_comes(ours, draft):
    draft.go_live_at = NOW
    draft.save_revision(user=ours.publisher, approved_go_live_at=NOW)
    keep_schedule(NOW + timedelta(minutes=1))
    assert not is_live(draft)


def test_who_opens_a_portal_reads_what_its_pages_lack(client):
    national_portal()
    person = UserFactory()
    person.groups.add(grant_portal_groups(national_portal())[PortalTeam.Role.PUBLISHER])
    client.force_login(person)
    made = make_portal(Wanted(TerritoryFactory(), Identity()), at=NOW).portal
    address = reverse("maillage_opening:one", args=[made.portal_id])

    def told() -> str:
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        return soup.select_one(".help-warning").get_text(" ", strip=True)

    assert "Mentions légales" in told()
    put_online(made, by=person)
    assert "se lisent déjà" in told()
    assert ContentPage.objects.child_of(made).get(slug="mentions-legales").live
