"""What sessions on a circle's theme left, shown in the circle."""

from datetime import timedelta

import pytest
from django.utils import timezone

from maillage.contributions import MaterialSource
from maillage_community import materials
from maillage_events.models import Material
from maillage_events.publishing import lifecycle
from tests.community.factories import CircleFactory, MembershipFactory
from tests.events import factories
from tests.events.signups import NOW
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
TITLE = "Après les sessions sur ce thème"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def date(clock):
    """Over since yesterday, on health and on helping."""
    national_portal()
    found = factories.occurrence(
        territory_portal(), slug="ameli", title="Débloquer ameli", themes="|metier-aidant|sante|"
    )
    clock.move_to(found.ends_at + timedelta(days=1), tick=False)
    return found


def left(date, **fields):
    given = {"url": "https://video.exemple.fr/w/1", "available_from": date.ends_at, **fields}
    return Material.objects.create(occurrence=date, **given)


def shown(client, circle, prefix="") -> bool:
    return TITLE in client.get(f"{prefix}/communautes/{circle.slug}/").text


def test_a_circle_shows_what_sessions_on_its_theme_left(client, date):
    replay = left(date, captions=True)
    left(date, kind="questions", title="Vos 12 questions", url="", format="pdf", size=51_200)
    page = client.get(f"/saone-et-loire/communautes/{CircleFactory(theme='sante').slug}/").text
    section = page[page.index(TITLE) : page.index("</section>", page.index(TITLE))]
    assert [
        f'href="/saone-et-loire/rejoindre/{date.uuid}/document/{replay.uuid}/"' in section,
        "Replay</a>" in section,
        "(avec sous-titres)" in section,
        "Vos 12 questions</a>" in section,
        "(PDF, 50,0\xa0Kio)" in section,
        '<a href="/saone-et-loire/agenda/ameli/">Débloquer ameli</a>, mardi 8 décembre 2026' in section,
    ] == [True] * 6  # fmt: skip
    assert client.get(f"/rejoindre/{date.uuid}/document/{replay.uuid}/").status_code == 302


def test_a_circle_on_something_else_or_on_nothing_shows_none(client, date):
    left(date)
    assert [shown(client, CircleFactory(theme=theme)) for theme in ("sante", "banque", "")] == [
        True,
        False,
        False,
    ]


def test_a_circle_shows_only_what_everybody_may_open_now_and_here(client, date):
    circle = CircleFactory(theme="sante")
    material = left(date, access="registered")
    seen = [shown(client, circle)]
    for fields in ({"access": "public"}, {"available_from": timezone.now() + timedelta(hours=1)}):
        Material.objects.filter(pk=material.pk).update(**fields)
        seen.append(shown(client, circle))
    Material.objects.update(available_from=date.ends_at)
    territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    seen += [shown(client, circle, "/morbihan"), shown(client, circle, "/saone-et-loire")]
    lifecycle.cancel_date(date, at=NOW)
    seen.append(shown(client, circle))
    assert seen == [False, True, False, False, True, False]


def test_members_find_them_inside_too(client, date):
    left(date)
    circle = CircleFactory(theme="sante", members_only=True)
    member = UserFactory()
    MembershipFactory(circle=circle, user=member)
    client.force_login(member)
    assert TITLE in client.get(f"/communautes/{circle.slug}/espace/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_they_cost_the_same_whatever_their_number(
    client, date, rows, django_assert_max_num_queries
):
    circle = CircleFactory(theme="sante")
    for _number in range(rows):
        left(date)
    client.get("/communautes/")
    with django_assert_max_num_queries(8):
        page = client.get(f"/communautes/{circle.slug}/").text
    assert page.count("/document/") == rows


def test_a_source_that_fails_is_left_out_and_said_in_the_journal(client, monkeypatch, caplog, date):
    def broken(_query):
        raise RuntimeError("no sessions today")

    circle = CircleFactory(theme="sante", name="E-santé")
    monkeypatch.setattr(
        materials, "contributions", lambda _kind: [MaterialSource(materials=broken)]
    )
    assert "E-santé" in client.get(f"/communautes/{circle.slug}/").text
    assert "materials of a theme failed: sante" in caplog.text
