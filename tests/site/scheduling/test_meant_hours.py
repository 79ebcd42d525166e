"""A day without an hour is the whole day on the portal's clocks; what is past is refused."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from maillage_site.home.models import ContentPage
from tests.site.admin_forms import as_sent
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def author(client):
    """Works from Paris, wherever the portal is."""
    person = UserFactory(is_superuser=True)
    UserProfile.objects.create(user=person, current_time_zone="Europe/Paris")
    client.force_login(person)
    return person


def portal_in(zone: str):
    if zone == "Europe/Paris":
        return national_portal()
    facts = {"code": "974", "name": "La Réunion", "slug": "la-reunion", "time_zone": zone}
    return territory_portal(TerritoryFactory(**facts))


def save(client, page, **typed):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, as_sent(client.get(address), **typed))
    page = ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    errors = response.context["form"].errors if response.status_code == 200 else {}
    return (page.go_live_at, page.expire_at), {name: list(told) for name, told in errors.items()}


@pytest.mark.usefixtures("author")
@pytest.mark.parametrize(
    ("zone", "begins", "ends"),
    [
        (
            "Europe/Paris",
            datetime(2026, 12, 4, 23, tzinfo=UTC),
            datetime(2026, 12, 6, 22, 59, tzinfo=UTC),
        ),
        (
            "Indian/Reunion",
            datetime(2026, 12, 4, 20, tzinfo=UTC),
            datetime(2026, 12, 6, 19, 59, tzinfo=UTC),
        ),
    ],
)
def test_a_day_alone_is_a_whole_day_there(client, zone, begins, ends):
    portal = portal_in(zone)
    page = portal.add_child(instance=ContentPage(title="Fête", slug="fete", live=False))
    typed = {"go_live_at": "05/12/2026", "expire_at": " 6.12.2026"}
    assert save(client, page, **typed) == ((begins, ends), {})
    # Shown with their hours, and sent again as shown.
    assert save(client, page) == ((begins, ends), {})
    address = reverse("wagtailadmin_pages:add", args=["maillage_home", "contentpage", portal.pk])
    sent = as_sent(client.get(address), title="Bal", slug="bal", **typed)
    client.post(address, sent)
    bal = ContentPage.objects.get(slug="bal").get_latest_revision_as_object()
    assert (bal.go_live_at, bal.expire_at) == (begins, ends)


@pytest.mark.usefixtures("author")
def test_an_hour_that_is_past_is_refused_once_it_is_typed(client):
    portal = portal_in("Europe/Paris")
    page = portal.add_child(instance=ContentPage(title="Fête", slug="fete", live=False))
    kept, errors = save(client, page, go_live_at="05/12/2025 18:00")
    assert kept == (None, None)
    assert errors == {
        "go_live_at": ["Cette date est passée. Laissez le champ vide pour publier tout de suite."]
    }
    past = datetime(2026, 11, 1, tzinfo=UTC)
    page.go_live_at = past
    page.save_revision()
    assert save(client, page) == ((past, None), {})


@pytest.mark.usefixtures("author")
@pytest.mark.parametrize(
    ("zone", "goes", "clock"),
    [("Europe/Paris", 7, "heure de Paris"), ("Indian/Reunion", 4, "heure de La Réunion")],
)
def test_an_hour_is_the_portal_s_whoever_types_it_and_is_shown_so(client, zone, goes, clock):
    portal = portal_in(zone)
    page = portal.add_child(instance=ContentPage(title="Fête", slug="fete", live=False))
    kept = (datetime(2026, 12, 5, goes, tzinfo=UTC), None)
    assert save(client, page, go_live_at="05/12/2026 08:00") == (kept, {})
    assert save(client, page) == (kept, {})
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert 'value="05/12/2026 08:00"' in shown.text
    assert shown.text.count(f"À l’{clock}.") == 2
    assert f"5 décembre 2026 à 8\u202fh\u202f00, {clock}" in shown.text
