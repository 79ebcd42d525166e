"""Events that members and structures propose: checked, kept as drafts, decided by publishers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from maillage.accounts.closing import close_account, export_account
from maillage.accounts.models import PortalTeam
from maillage.accounts.open_form import stamp
from maillage.outbox.draining import drain_all
from maillage.personal_data.erasing import purge
from maillage_events.models import Event, EventIndexPage, EventPage, EventProposal
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.events.signups import NOW
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
    verified,
)

pytestmark = pytest.mark.django_db
FORM = "/saone-et-loire/agenda/proposer/"
TYPED = {
    "title": "Café des écrans",
    "summary": "Parler des écrans, sans jugement.",
    "description": "Un café.\n<script>alert(1)</script>",
    "event_type": "rencontre",
    "start_date": "2026-12-15",
    "start_time": "14:00",
    "end_time": "16:00",
    "attendance_mode": "sur-place",
    "place_name": "Salle des fêtes",
    "address": "1 place de l’Église",
    "town": "Cluny",
    "registration_mode": "none",
    "organizer_name": "Foyer rural",
    "message": "Aussi le 22.",
    "name": "Nadia",
    "email": "nadia@exemple.fr",
}


@pytest.fixture(autouse=True)
def portal(time_machine):
    time_machine.move_to(NOW, tick=False)
    CommuneFactory(code="71137", name="Cluny")
    found = territory_portal()
    grant_portal_groups(found)
    return found


def sent(client, **changes):
    typed = {**TYPED, "opened": stamp(timezone.now() - timedelta(minutes=2)), **changes}
    return client.post(FORM, typed)


def errors(response) -> set[str]:
    return set(response.context_data["form"].errors)


def mails() -> list[tuple[list[str], str]]:
    while drain_all():
        pass
    return [(one.to, one.subject) for one in mail.outbox]


def test_what_is_proposed_waits_for_the_publishers_of_the_portal(client, portal):
    publisher = UserFactory()
    team = PortalTeam.objects.get(territory=portal.territory, role=PortalTeam.Role.PUBLISHER)
    publisher.groups.add(team.group)
    assert sent(client)["Location"] == "/saone-et-loire/agenda/proposer/merci/"
    page = EventPage.objects.get()
    assert (
        page.live,
        page.title,
        str(page.start_date),
        page.commune_id,
        page.address,
        page.body,
        Event.objects.count(),
    ) == (
        False,
        "Café des écrans",
        "2026-12-15",
        "71137",
        "1 place de l’Église, Cluny",
        "<p>Un café.<br/>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        0,
    )
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert [to for to, _subject in mails()] == [[publisher.email]]
    assert "Café des écrans" not in client.get("/saone-et-loire/agenda/").text
    client.force_login(publisher)
    screen = client.get(f"/gestion/pages/{page.pk}/edit/").text
    assert ("Proposé par Nadia" in screen, "Aussi le 22." in screen) == (True, True)


def test_who_proposed_it_is_told_once_when_it_is_published(client):
    sent(client)
    state = TaskState.objects.get()
    state.specific.task.specific.on_action(state, UserFactory(is_superuser=True), "approve")
    assert mails()[-1] == (
        ["nadia@exemple.fr"],
        "Votre événement est dans l’agenda\u202f: Café des écrans",
    )
    page = EventPage.objects.get()
    assert "Café des écrans" in client.get("/saone-et-loire/agenda/").text
    page.save_revision().publish()
    told = [one for one in mails() if one[0] == ["nadia@exemple.fr"]]
    assert (len(told), EventProposal.objects.count()) == (1, 0)


def test_who_proposed_it_is_told_when_it_is_refused(client):
    sent(client)
    EventPage.objects.get().delete()
    assert mails()[-1] == (
        ["nadia@exemple.fr"],
        "Votre événement n’a pas été retenu\u202f: Café des écrans",
    )
    assert EventProposal.objects.count() == 0


def test_who_proposed_it_is_told_when_the_page_above_goes(client):
    sent(client)
    EventIndexPage.objects.get().delete()
    assert mails()[-1] == (
        ["nadia@exemple.fr"],
        "Votre événement n’a pas été retenu\u202f: Café des écrans",
    )
    assert EventProposal.objects.count() == 0


def publisher_of(territory, role=PortalTeam.Role.PUBLISHER):
    person = UserFactory()
    person.groups.add(PortalTeam.objects.get(territory=territory, role=role).group)
    return person


def test_a_publisher_refuses_with_a_reason_that_the_mail_says(client, portal):
    sent(client)
    address = f"/gestion/evenements/{EventPage.objects.get().pk}/refuser/"
    client.force_login(publisher_of(portal.territory))
    typed = ["", "\0", "x" * 2000]
    assert [client.post(address, {"reason": why}).status_code for why in typed] == [200] * 3
    answer = client.post(address, {"reason": "La salle est fermée\nce jour-là."})
    assert (answer.status_code, EventPage.objects.count(), EventProposal.objects.count()) == (
        *(302, 0, 0),
    )
    told = [subject for to, subject in mails() if to == ["nadia@exemple.fr"]]
    assert len(told) == 1
    assert "La salle est fermée" in mail.outbox[-1].body
    assert client.post(address, {"reason": "Encore"}).status_code == 404


def test_neither_an_editor_nor_another_portal_refuses(client, portal):
    sent(client)
    address = f"/gestion/evenements/{EventPage.objects.get().pk}/refuser/"
    other = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    grant_portal_groups(other)
    people = (
        publisher_of(portal.territory, PortalTeam.Role.EDITOR),
        publisher_of(other.territory),
    )
    for person in people:
        client.force_login(person)
        client.post(address, {"reason": "Non"})
    assert EventProposal.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"start_date": "2026-02-30"}, "start_date"),
        ({"start_date": "2026-11-01"}, "start_date"),
        ({"start_date": "2036-11-01"}, "start_date"),
        ({"start_date": "2027-03-28", "start_time": "02:30", "end_time": "03:30"}, "start_time"),
        ({"end_time": "13:00"}, "end_time"),
        ({"event_type": ""}, "event_type"),
        ({"place_name": "", "address": ""}, "place_name"),
        ({"place_name": "", "address": "Cluny"}, "place_name"),
        ({"town": ""}, "town"),
        ({"town": "Atlantis"}, "town"),
        ({"registration_mode": "external"}, "registration_url"),
        ({"registration_mode": "external", "registration_url": "javascript:alert(1)"}, "registration_url"),
        ({"email": "nadia"}, "email"),
        ({"email": "a@b.fr\r\nBcc: c@d.fr"}, "email"),
        ({"summary": "x" * 10_000}, "summary"),
        ({"title": "Café\x00"}, "title"),
        ({"opened": "forged"}, "__all__"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, changes, wrong):
    response = sent(client, **changes)
    assert (response.status_code, errors(response), EventPage.objects.count()) == (422, {wrong}, 0)
    assert "Foyer rural" in response.text


@pytest.mark.parametrize(
    "where", [{"place_name": ""}, {"address": ""}, {"attendance_mode": "en-ligne", "town": ""}]
)
def test_a_name_or_a_street_is_enough_and_online_needs_neither(client, where):
    online = {"place_name": "", "address": ""} if "attendance_mode" in where else {}
    assert sent(client, **where, **online).status_code == 302


def test_no_kind_is_chosen_beforehand(client):
    field = client.get(FORM).context_data["form"]["event_type"]
    assert (field.value(), '<option value="" selected>Choisissez…' in str(field)) == (None, True)


def test_robots_are_thanked_and_keep_nothing(client):
    assert sent(client, suite="https://x.example").status_code == 302
    assert EventPage.objects.count() == 0


def test_too_many_from_one_network_wait(client, settings):
    settings.MAILLAGE_FORMS_PER_ADDRESS = "2/1m"
    assert [sent(client).status_code for _ in range(3)] == [302, 302, 429]


def test_a_member_finds_their_name_and_address_typed(client):
    client.force_login(UserFactory(name="Samir", email="samir@exemple.fr"))
    page = client.get(FORM).text
    assert ('value="Samir"' in page, 'value="samir@exemple.fr"' in page) == (True, True)


def test_names_and_addresses_go_with_the_account_or_after_a_year(client):
    sent(client)
    user = verified("Nadia@exemple.fr")
    proposed = export_account(user, at=NOW)["événements proposés"]
    assert [one["title"] for one in proposed] == ["Café des écrans"]
    sent(client, title="Café 2", email="autre@exemple.fr")
    close_account(user, at=NOW)
    assert EventProposal.objects.get().email == "autre@exemple.fr"
    purge(NOW + timedelta(days=366))
    assert (EventProposal.objects.count(), EventPage.objects.count()) == (0, 2)


def test_the_mail_is_in_the_language_of_who_proposed(client):
    typed = {**TYPED, "opened": stamp(timezone.now() - timedelta(minutes=2))}
    assert client.post("/en" + FORM, typed).status_code == 302
    EventPage.objects.get().delete()
    assert mails()[-1][1] == "Your event was not kept: Café des écrans"


@pytest.mark.parametrize("prefix", ["", "/en", "/saone-et-loire", "/en/saone-et-loire"])
def test_each_portal_has_the_form_and_its_agenda_leads_there(client, prefix):
    national_portal()
    assert f'href="{prefix}/agenda/proposer/"' in client.get(f"{prefix}/agenda/").text
    answer = client.get(f"{prefix}/agenda/proposer/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_nothing_leads_to_the_form_of_a_portal_that_nobody_made(client, portal):
    portal.get_parent().delete()
    assert "/agenda/proposer/" not in client.get("/agenda/").text
