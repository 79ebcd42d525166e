"""An organiser's work, before, during and after the date, at a desk and on a phone."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from maillage.accounts.models import PortalTeam
from maillage.outbox.draining import drain_all
from maillage_events.models import Event, Occurrence, Registration
from maillage_events.organiser.attendance import Source, arrive, present
from maillage_events.organiser.statistics_views import month_name
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.community.factories import CircleFactory
from tests.events import factories
from tests.events.signups import signed_up
from tests.fixtures.browser import follow
from tests.site.factories import UserFactory, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PEOPLE = ("amina", "bruno", "chloe")


@pytest.fixture
def portal():
    return territory_portal()


@pytest.fixture
def organiser(portal):
    """Publishes for the portal."""
    person = UserFactory(name="Odile")
    person.groups.add(grant_portal_groups(portal)[PortalTeam.Role.PUBLISHER])
    return person


@pytest.fixture
def held(settings, live_server, portal):
    """A date of that many days from now, three people in a room of two: the last one waits."""
    settings.BASE_URL = live_server.url

    def holding(days):
        # Who signs up does so before the date: its time comes afterwards.
        date = factories.occurrence(
            portal,
            title="Débloquer ameli",
            slug="ameli",
            start_date=timezone.localdate() + timedelta(days=30),
            onsite_capacity=2,
            themes="|sante|",
            organizer_email="odile@exemple.fr",
        )
        for name in PEOPLE:
            through = signed_up(date, name, at=timezone.now())
            Registration.objects.filter(pk=through.pk).update(via_portal=portal.slug)
        drain()
        mail.outbox.clear()
        come_to(date, timedelta(days=days - 30))
        return date

    return holding


def come_to(date, delay):
    """The event and its date that much later."""
    Event.objects.update(start_date=date.event.start_date + delay)
    moments = ("local_start", "local_end", "starts_at", "ends_at")
    Occurrence.objects.update(**{name: getattr(date, name) + delay for name in moments})
    date.refresh_from_db()


def drain():
    while drain_all():
        pass


def test_a_message_is_read_again_before_it_leaves(visit_as, sound, organiser, held):
    held(10)
    page = visit_as(organiser, "/gestion/inscriptions/")
    sound(page)
    follow(page.get_by_role("link", name="Débloquer ameli"))
    sound(page)
    follow(page.get_by_role("link", name="Écrire aux personnes inscrites"))
    sound(page)
    page.get_by_label("Personnes en liste d’attente").check()
    page.get_by_label("Objet").fill("La salle change d’étage")
    page.get_by_label("Message").fill("Deuxième étage, à gauche.\n\nÀ bientôt\u202f!")
    follow(page.get_by_role("button", name="Voir qui le reçoit"))
    sound(page)
    assert mail.outbox == []
    follow(page.get_by_role("button", name="Modifier le message"))
    page.get_by_label("Objet").fill("La salle est au deuxième étage")
    follow(page.get_by_role("button", name="Voir qui le reçoit"))
    follow(page.get_by_role("button", name="Envoyer 3 courriels"))
    expect(page.get_by_text("3 courriels partent")).to_be_visible()
    drain()
    assert sorted((one.to[0], one.subject) for one in mail.outbox) == [
        (f"{name}@exemple.fr", "La salle est au deuxième étage") for name in PEOPLE
    ]


def test_people_are_ticked_at_the_door_on_a_phone(visit_as, sound, organiser, held):
    date = held(0)
    page = visit_as(organiser, f"/gestion/inscriptions/{date.uuid}/")
    follow(page.get_by_role("link", name="Liste d’accueil"))
    page.get_by_role("searchbox", name="Nom ou adresse").fill("ami")
    follow(page.get_by_role("button", name="Chercher"))
    expect(page.get_by_text("Bruno")).to_have_count(0)
    follow(page.get_by_role("button", name="Est là Amina"))
    expect(page.get_by_text("1 personne présente sur 2")).to_be_visible()
    sound(page)
    buttons = (
        page.locator("main")
        .get_by_role("button")
        .evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    )
    assert min(buttons) >= 24
    assert present(date) == 1


def test_a_replay_and_slides_are_added_and_reach_who_signed_up_and_the_community(
    visit_as, visit, sound, organiser, held
):
    held(-1)
    CircleFactory(name="E-santé", slug="e-sante", theme="sante")
    page = visit_as(organiser, "/gestion/inscriptions/?quand=passees")
    follow(page.get_by_role("link", name="Débloquer ameli"))
    follow(page.get_by_role("link", name="Après l’événement"))
    sound(page)
    page.get_by_label("Adresse", exact=True).fill("https://video.exemple.fr/w/1")
    page.get_by_label("La vidéo a des sous-titres").check()
    page.get_by_label("Prévenir par courriel").check()
    follow(page.get_by_role("button", name="Ajouter"))
    page.get_by_label("Nature").select_option("slides")
    page.get_by_label("ou un fichier").set_input_files(
        {"name": "ameli.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}
    )
    page.get_by_label("Qui peut l’ouvrir").select_option("registered")
    follow(page.get_by_role("button", name="Ajouter"))
    sound(page)
    drain()
    assert sorted(one.to[0] for one in mail.outbox) == ["amina@exemple.fr", "bruno@exemple.fr"]

    link = re.search(r"http://\S+/rejoindre/\S+", mail.outbox[0].body)[0]

    page = visit("/saone-et-loire/agenda/ameli/")
    again = page.get_by_role("region", name="Revoir")
    expect(again.get_by_role("link", name="Replay")).to_be_visible()
    expect(again.get_by_role("link", name="Support de présentation")).to_have_count(0)
    expect(page.get_by_text("Complet")).to_have_count(0)
    sound(page)
    page.goto(link)
    with page.expect_download():
        page.get_by_role("link", name="Support de présentation").click()
    sound(page)
    page.goto("/saone-et-loire/communautes/e-sante/")
    expect(page.get_by_role("link", name="Replay")).to_be_visible()
    expect(page.get_by_role("link", name="Support de présentation")).to_have_count(0)
    sound(page)


def test_the_numbers_of_the_portal_by_month(visit_as, sound, organiser, held):
    date = held(-1)
    arrive(date.registrations.get(name="Amina"), Source.CHECK_IN, at=date.starts_at)
    month = month_name(date.local_start.year, date.local_start.month).capitalize()
    page = visit_as(organiser, "/gestion/inscriptions/")
    follow(page.get_by_role("link", name="L’agenda en chiffres"))
    if date.local_start.year != timezone.localdate().year:
        page.get_by_label("Année").select_option(str(date.local_start.year))
        follow(page.get_by_role("button", name="Afficher"))
    row = page.get_by_role("row").filter(has_text=month)
    assert row.get_by_role("cell").all_inner_texts() == ["1", "0", "2", "2", "1", "0", "0"]
    sound(page)
