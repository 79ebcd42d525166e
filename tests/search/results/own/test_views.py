"""Members search their own communities; nobody else's answers hold a word of it."""

import pytest
from django.db import connection

from maillage_community.models import Membership
from maillage_search.indexing.rebuild import rebuild
from tests.community.factories import CircleFactory, MembershipFactory, TopicFactory
from tests.site.factories import UserFactory, national_portal

pytestmark = pytest.mark.django_db
OWN = "/mon-espace/recherche/"
CANARY = "quetzalcanari"


@pytest.fixture
def member():
    national_portal()
    circle = CircleFactory(members_only=True)
    member = UserFactory()
    MembershipFactory(circle=circle, user=member)
    TopicFactory(circle=circle, title=f"Le {CANARY}", body=CANARY)
    rebuild()
    return member


def test_a_member_finds_what_is_said_in_their_circle(client, member):
    client.force_login(member)
    response = client.get(OWN, {"q": CANARY})
    assert "1 résultat" in response.text
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_nobody_else_does_and_a_member_no_more_once_they_have_left(client, member):
    assert client.get(OWN, {"q": CANARY}).status_code == 302
    client.force_login(UserFactory())
    others = client.get(OWN, {"q": CANARY[:-1]}).text
    client.force_login(member)
    Membership.objects.all().delete()
    left = client.get(OWN, {"q": CANARY[:-1]}).text
    assert (
        "Aucun résultat" in others,
        "Aucun résultat" in left,
        CANARY in others + left,
    ) == (True, True, False)


@pytest.mark.parametrize("path", ["/recherche/", "/api/search/", "/en/recherche/"])
def test_the_public_answer_is_the_same_for_a_member(client, member, path):
    anonymous = client.get(path, {"q": CANARY[:-1]}).text
    client.force_login(member)
    assert CANARY not in anonymous
    assert CANARY not in client.get(path, {"q": CANARY[:-1]}).text


def test_the_page_of_results_leads_there_for_everybody(client, member):
    assert f'href="{OWN}?q=impots"' in client.get("/recherche/", {"q": "impots"}).text


@pytest.mark.parametrize("text", ['"', "\0", "🙂", "mot " * 200, "\u202eمرحبا", "hier"])
def test_no_text_breaks_it(client, member, text):
    client.force_login(member)
    assert client.get(OWN, {"q": text}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(
    client, member, count, django_assert_max_num_queries
):
    circle = Membership.objects.get(user=member).circle
    for number in range(count - 1):
        TopicFactory(circle=circle, title=f"{CANARY} {number}")
    rebuild()
    client.force_login(member)
    client.get(OWN)
    with django_assert_max_num_queries(16 if connection.vendor == "sqlite" else 18):
        assert f"{count} résultat" in client.get(OWN, {"q": CANARY}).text
