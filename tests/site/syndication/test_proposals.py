"""Pages that portals propose to the nation, and what becomes of them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import PageLogEntry, PageViewRestriction

from maillage.accounts.models import PortalTeam
from maillage.outbox.models import Message
from maillage_site.proposed_pages.proposing import (
    AnsweredError,
    NotProposableError,
    answer,
    propose,
)
from maillage_site.syndication.models import PageProposal
from tests.site.syndication.world import NOON, index, published, somebody, taken

pytestmark = pytest.mark.django_db
SCREEN = reverse("maillage_syndication_proposals")
Role = PortalTeam.Role
ALONE = f"{SCREEN}?state=waiting"
State = PageProposal.State


@pytest.fixture
def fair(saone):
    return published(index(saone, "actualites"), "Foire aux questions", "foire")


def form_of(page) -> str:
    return reverse("maillage_syndication_propose", args=[page.pk])


def answer_of(proposal) -> str:
    return reverse("maillage_syndication_answer", args=[proposal.pk])


def emails():
    sent = (message.payload for message in Message.objects.filter(topic="mail").order_by("pk"))
    return [(one["recipient"], one["subject"]) for one in sent]


def cards(client, path):
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    return [
        (card.a.text, card.a["href"], card.select_one(".chip").text.strip())
        for card in soup.select("main .card")
    ]


def test_a_page_is_proposed_accepted_and_taken_up_elsewhere(client, saone, nation, morbihan, fair):
    author, deciding = somebody(saone), somebody(nation)
    client.force_login(author)
    edit = reverse("wagtailadmin_pages:edit", args=[fair.pk])
    button = form_of(fair) in client.get(edit).text
    client.post(form_of(fair), {"word": "Utile partout."})
    proposal = PageProposal.objects.get()
    waiting = client.get(SCREEN).text
    client.force_login(deciding)
    panel, screen = client.get("/gestion/").text, client.get(SCREEN).text
    client.post(answer_of(proposal), {"state": "accepted", "reason": "Merci."})
    taken(fair, morbihan)
    read = BeautifulSoup(client.get("/morbihan/partage/foire/").content, "html.parser")
    assert (button, "Utile partout." in waiting, answer_of(proposal) in waiting) == (
        True,
        True,
        False,
    )
    assert (f'href="{ALONE}"' in panel, answer_of(proposal) in screen) == (True, True)
    assert emails() == [
        (deciding.email, "Proposée pour tous les territoires : Foire aux questions"),
        (author.email, "Acceptée pour tous les territoires : Foire aux questions"),
    ]
    assert cards(client, "/morbihan/actualites/") == [
        ("Foire aux questions", "/morbihan/partage/foire/", "Saône-et-Loire")
    ]
    assert (
        read.select_one("link[rel=canonical]")["href"],
        read.select_one("main .soft:last-child").text,
    ) == (
        "http://localhost:8000/saone-et-loire/actualites/foire/",
        "Cette page est écrite par le portail Saône-et-Loire.",
    )
    history = PageLogEntry.objects.filter(page=fair.pk, action__startswith="maillage.")
    assert [one.action for one in history.order_by("pk")] == [
        "maillage.page_proposed",
        "maillage.page_accepted",
        "maillage.page_taken_up",
    ]


def test_refused_with_a_reason_it_may_be_proposed_again(client, saone, nation, fair):
    author = somebody(saone)
    first = propose(fair, "Utile.", by=author, at=NOON)
    client.force_login(somebody(nation))
    without = client.post(answer_of(first), {"state": "refused", "reason": ""})
    client.post(answer_of(first), {"state": "refused", "reason": "Trop local."})
    again = client.post(answer_of(first), {"state": "accepted"})
    first.refresh_from_db()
    propose(fair, "Réécrite.", by=author, at=NOON)
    assert (without.status_code, again.status_code, first.state, first.reason) == (
        200,
        302,
        "refused",
        "Trop local.",
    )
    assert emails()[0] == (
        author.email,
        "Pas retenue pour tous les territoires : Foire aux questions",
    )
    assert list(PageProposal.objects.values_list("word", "state")) == [
        ("Réécrite.", "waiting"),
        ("Utile.", "refused"),
    ]


def test_what_waits_is_for_those_who_answer_and_leads_to_nothing_else(client, saone, nation, fair):
    author, deciding = somebody(saone), somebody(nation)
    refused = published(index(saone, "actualites"), "Vide-grenier", "vide-grenier")
    local = propose(refused, "Utile.", by=author, at=NOON)
    answer(local, State.REFUSED, by=deciding, at=NOON, reason="Trop local.")
    propose(fair, "Utile.", by=author, at=NOON)
    seen = {}
    for person in (author, somebody(nation, Role.EDITOR), deciding):
        client.force_login(person)
        seen[person] = ALONE in client.get("/gestion/").text
    assert list(seen.values()) == [False, False, True]
    alone, whole = client.get(ALONE).text, client.get(SCREEN).text
    assert [title in alone for title in ("Foire aux questions", "Vide-grenier")] == [True, False]
    assert "Vide-grenier" in whole


def test_what_was_accepted_may_be_refused_and_leaves_the_portals(
    client, saone, nation, morbihan, fair
):
    deciding = somebody(nation)
    made = propose(fair, "Utile.", by=somebody(saone), at=NOON)
    answer(made, State.ACCEPTED, by=deciding, at=NOON)
    with pytest.raises(AnsweredError):
        answer(made, State.ACCEPTED, by=deciding, at=NOON)
    taken(fair, morbihan)
    before = client.get("/morbihan/partage/foire/").status_code
    answer(made, State.REFUSED, by=deciding, at=NOON, reason="Périmée.")
    after = client.get("/morbihan/partage/foire/")
    assert (before, after.status_code, after["Location"]) == (
        200,
        302,
        "/saone-et-loire/actualites/foire/",
    )


def test_what_cannot_be_proposed(client, saone, nation, page, fair):
    author = somebody(saone)
    private = published(index(saone, "actualites"), "Privée", "privee")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    draft = published(index(saone, "actualites"), "Brouillon", "brouillon")
    draft.unpublish()
    propose(fair, "Une fois.", by=author, at=NOON)
    client.force_login(author)
    for one in (private, draft, page, fair):
        with pytest.raises(NotProposableError):
            propose(one, "Encore.", by=author, at=NOON)
        assert client.post(form_of(one), {"word": "Encore."}).status_code == 404
    assert PageProposal.objects.count() == 1


@pytest.mark.parametrize("role", [PortalTeam.Role.EDITOR, PortalTeam.Role.COORDINATOR])
def test_who_does_not_publish_proposes_nothing(client, saone, fair, role):
    client.force_login(somebody(saone, role))
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[fair.pk])).text
    answered = client.post(form_of(fair), {"word": "Utile."}).status_code
    assert (form_of(fair) in edit, answered, PageProposal.objects.count()) == (False, 302, 0)


def test_no_other_team_sees_a_proposal_proposes_or_answers(client, saone, morbihan, fair):
    made = propose(fair, "Secret d’ici.", by=somebody(saone), at=NOON)
    client.force_login(somebody(morbihan))
    own = somebody(saone)
    other = published(index(saone, "actualites"), "Autre", "autre")
    shown = client.get(SCREEN).text
    answers = [
        client.post(form_of(other), {"word": "Volée."}).status_code,
        client.post(answer_of(made), {"state": "accepted"}).status_code,
    ]
    client.force_login(own)
    answers.append(client.post(answer_of(made), {"state": "accepted"}).status_code)
    made.refresh_from_db()
    assert ("Secret" in shown, answers, made.state, PageProposal.objects.count()) == (
        False,
        [404, 302, 302],
        "waiting",
        1,
    )


@pytest.mark.parametrize("word", ["", "x" * 601, "a\0b"])
def test_a_broken_word_proposes_nothing(client, saone, fair, word):
    client.force_login(somebody(saone))
    answered = client.post(form_of(fair), {"word": word}).status_code
    assert (answered, PageProposal.objects.count()) == (200, 0)


def test_moved_away_it_is_proposed_no_more(saone, morbihan, fair):
    propose(fair, "Utile.", by=somebody(saone), at=NOON)
    fair.move(index(morbihan, "actualites"), pos="last-child")
    assert PageProposal.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_costs_the_same_for_one_and_for_three(
    client, saone, nation, count, django_assert_max_num_queries
):
    author = somebody(saone)
    for number in range(count):
        news = published(index(saone, "actualites"), f"Idée {number}", f"i{number}")
        propose(news, "Utile.", by=author, at=NOON)
    client.force_login(somebody(nation))
    client.get(SCREEN)
    with django_assert_max_num_queries(16):
        assert client.get(SCREEN).text.count(">Idée ") == count
