"""What an editor makes private is in no answer of the search from that click on.

Nothing is drained, rebuilt or waited for between the click and the question.
"""

import json
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction

from maillage.outbox.models import Message
from maillage_search.documents.sources import documents_of_key, version_now
from maillage_search.elastic.circuit_breaker import breaker
from maillage_search.elastic.document import source
from maillage_search.full_text import writing as embedded
from maillage_search.indexing.outbox_consumer import drain
from maillage_search.indexing.rebuild import rebuild, sweep
from maillage_search.models import IndexedDocument, Withdrawal
from maillage_search.results import failover as searching
from maillage_site.home.models import ContentPage, IndexPage
from tests.search.results.test_failover import says, serving, url_of
from tests.site.factories import UserFactory, national_portal

pytestmark = pytest.mark.django_db
# Both words are on the page: the first is asked, the second must never be read.
SEARCHED, CANARY = "zibeline", "outremonde"


@pytest.fixture
def home():
    return national_portal()


@pytest.fixture
def section(home):
    return home.add_child(instance=IndexPage(title="Dossiers", slug="dossiers", section="pages"))


@pytest.fixture
def page(section):
    page = ContentPage(
        title=f"La {SEARCHED} d'{CANARY}",
        slug=CANARY,
        summary=f"Une {SEARCHED}.",
        body=[("rich_text", f"<p>{CANARY}</p>")],
    )
    section.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def cellar(home):
    """A section that was private all along."""
    cellar = home.add_child(instance=IndexPage(title="Cave", slug="cave", section="pages"))
    PageViewRestriction.objects.create(page=cellar, restriction_type="login")
    return cellar


@pytest.fixture
def editor(client):
    """The national team, in front of Wagtail's own screens."""
    client.force_login(UserFactory(is_superuser=True))

    def post(path, data=None):
        response = client.post(f"/gestion/{path}", data or {})
        assert response.status_code in {200, 302}, (path, response.content[:500])
        return response

    return post


def privacy(editor, page, kind, **fields):
    answer = editor(f"pages/{page.pk}/privacy/", {"restriction_type": kind, **fields})
    assert json.loads(answer.content)["step"] == "set_privacy_done"


def with_a_password(editor, page, _cellar):
    privacy(editor, page, "password", password="sésame")


def for_who_signed_in(editor, page, _cellar):
    privacy(editor, page, "login")


def for_a_group(editor, page, _cellar):
    privacy(editor, page, "groups", groups=[Group.objects.create(name="Équipe").pk])


def by_the_page_above(editor, page, _cellar):
    privacy(editor, page.get_parent(), "login")


def by_the_whole_portal(editor, page, _cellar):
    privacy(editor, page.get_parent().get_parent(), "login")


def by_a_move(editor, page, cellar):
    editor(f"pages/{page.pk}/move/{cellar.pk}/confirm/")


def by_a_move_of_several(editor, page, cellar):
    editor(f"bulk/wagtailcore/page/move/?id={page.pk}", {"chooser": cellar.pk})


def by_unpublishing(editor, page, _cellar):
    editor(f"pages/{page.pk}/unpublish/")


def by_unpublishing_several(editor, page, _cellar):
    editor(f"bulk/wagtailcore/page/unpublish/?id={page.pk}")


def by_unpublishing_above(editor, page, _cellar):
    editor(f"pages/{page.get_parent().pk}/unpublish/", {"include_descendants": "on"})


def by_deleting(editor, page, _cellar):
    editor(f"pages/{page.pk}/delete/")


def by_deleting_above(editor, page, _cellar):
    editor(f"pages/{page.get_parent().pk}/delete/")


def by_its_expiry(_editor, page, _cellar):
    Page.objects.get(pk=page.pk).specific.unpublish(set_expired=True)


ACTS = [
    with_a_password,
    for_who_signed_in,
    for_a_group,
    by_the_page_above,
    by_the_whole_portal,
    by_a_move,
    by_a_move_of_several,
    by_unpublishing,
    by_unpublishing_several,
    by_unpublishing_above,
    by_deleting,
    by_deleting_above,
    by_its_expiry,
]


def answers(client):
    """What anybody reads: the pages of results in both languages, the API; its counts."""
    client.logout()
    asked = {"q": f"{SEARCHED} {CANARY[:-1]}x"}  # the second as nobody spells it
    pages = [
        client.get(path, query).content.decode()
        for path in ("/recherche/", "/en/recherche/")
        for query in (asked, {"q": SEARCHED}, {"q": SEARCHED, "type": "page"})
    ]
    found = client.get("/api/search/", {"q": SEARCHED}).json()
    facets = sum(sum(counts.values()) for counts in found["facets"].values())
    return [CANARY in page for page in pages], found["total"], len(found["hits"]), facets


SHOWN = ([True] * 6, 1, 1, 1)
HIDDEN = ([False] * 6, 0, 0, 0)


@pytest.mark.parametrize("act", ACTS)
def test_it_is_in_no_answer_of_the_embedded_engine(client, editor, page, cellar, act):
    rebuild()
    assert answers(client) == SHOWN
    client.force_login(UserFactory(is_superuser=True))
    act(editor, page, cellar)
    assert answers(client) == HIDDEN


@pytest.fixture
def real(request, monkeypatch):
    """A real Elasticsearch, filled by the drain, with all the patience of the world."""
    from tests.search.patient_elastic import PatientEngine, empty_indices

    empty_indices(request)
    monkeypatch.setattr(searching, "ElasticEngine", PatientEngine)
    return lambda: drain(100, refresh=True)


def degraded(client):
    return client.get("/api/search/", {"q": SEARCHED}).json()["degraded"]


@pytest.mark.elasticsearch
@pytest.mark.parametrize("act", ACTS)
def test_it_is_in_no_answer_of_elasticsearch(real, client, editor, page, cellar, act):
    Message.objects.all().delete()
    Page.objects.get(pk=page.pk).specific.after_publication()
    real()
    assert (answers(client), degraded(client)) == (SHOWN, False)
    client.force_login(UserFactory(is_superuser=True))
    act(editor, page, cellar)
    assert (answers(client), degraded(client)) == (HIDDEN, False)


@pytest.mark.elasticsearch
@pytest.mark.parametrize("act", [with_a_password, by_the_page_above, by_a_move])
def test_it_is_in_no_answer_once_elasticsearch_is_stopped(
    real, settings, free_port, client, editor, page, cellar, act
):
    real()
    settings.MAILLAGE_ELASTICSEARCH_URL, there = (
        url_of(free_port),
        (settings.MAILLAGE_ELASTICSEARCH_URL),
    )
    act(editor, page, cellar)
    assert answers(client) == HIDDEN
    # It comes back with all that it held, before anybody has told it anything.
    settings.MAILLAGE_ELASTICSEARCH_URL = there
    breaker.reset()
    assert (answers(client), degraded(client)) == (HIDDEN, False)
    Message.objects.update(available_at="2020-01-01T00:00Z")
    real()
    assert (answers(client), degraded(client)) == (HIDDEN, False)


@contextmanager
def lying(settings, page, *, total=1):
    """Elasticsearch as it was before the click, whatever it is asked and told."""
    (held,) = documents_of_key(f"page:{page.translation_key}", version_now())
    counted = {
        name: {"values": {"buckets": [{"key": value, "doc_count": total}] if value else []}}
        for name, value in (("kinds", "page"), ("territories", ""), ("themes", ""))
    }
    hits = {
        "total": {"value": total, "relation": "eq"},
        "max_score": 1.0,
        "hits": [{"_id": held.uid, "_source": source(held)}],
    }
    answer = {"took": 1, "timed_out": False, "hits": hits, "aggregations": counted}
    # Several questions at once are answered alike.
    answer["responses"] = [dict(answer)] * 20
    with serving(says(json.dumps(answer, default=str).encode())) as server:
        settings.MAILLAGE_ELASTICSEARCH_URL = url_of(server.server_port)
        yield


@pytest.mark.once
@pytest.mark.parametrize("act", ACTS)
def test_it_is_in_no_answer_of_an_elasticsearch_that_lies(
    settings, monkeypatch, client, editor, page, cellar, act
):
    rebuild()
    monkeypatch.setattr(searching.ElasticEngine.__init__, "__defaults__", (30,))
    with lying(settings, page):
        assert (answers(client), degraded(client)) == (SHOWN, False)
        client.force_login(UserFactory(is_superuser=True))
        act(editor, page, cellar)
        assert (answers(client), degraded(client)) == (HIDDEN, True)


@pytest.mark.once
@pytest.mark.elasticsearch
def test_killed_and_started_again_elasticsearch_shows_nothing_of_it(
    settings, elasticsearch_node, monkeypatch, client, editor, page, cellar
):
    monkeypatch.setattr(searching.ElasticEngine.__init__, "__defaults__", (30,))
    settings.MAILLAGE_ELASTICSEARCH_URL = elasticsearch_node.url
    rebuild()
    assert (answers(client), degraded(client)) == (SHOWN, False)
    client.force_login(UserFactory(is_superuser=True))
    elasticsearch_node.kill()
    with_a_password(editor, page, cellar)
    assert (answers(client), degraded(client)) == (HIDDEN, True)
    elasticsearch_node.start()
    breaker.reset()
    assert (answers(client), degraded(client)) == (HIDDEN, False)


def test_it_is_found_again_once_it_is_open_again(client, editor, page, cellar):
    rebuild()
    with_a_password(editor, page, cellar)
    privacy(editor, page, "none")
    drain(100)
    assert (answers(client), Withdrawal.objects.count()) == (SHOWN, 0)


def test_it_is_found_again_once_it_is_moved_out(client, editor, page, cellar, section):
    rebuild()
    by_a_move(editor, page, cellar)
    editor(f"pages/{page.pk}/move/{section.pk}/confirm/")
    drain(100)
    assert (answers(client), Withdrawal.objects.count()) == (SHOWN, 0)


@pytest.mark.parametrize("reading", [drain, sweep])
def test_a_restriction_below_another_leaves_it_hidden_when_one_goes(
    client, editor, page, cellar, reading
):
    rebuild()
    by_the_page_above(editor, page, cellar)
    with_a_password(editor, page, cellar)
    privacy(editor, page, "none")
    reading(100) if reading is drain else reading()
    assert answers(client) == HIDDEN


def test_who_read_it_before_the_click_and_writes_after_it_brings_nothing_back(
    client, editor, page, cellar
):
    rebuild()
    held = documents_of_key(f"page:{page.translation_key}", version_now())
    with_a_password(editor, page, cellar)
    embedded.write(held)  # a rebuild that had read its chunk
    assert answers(client) == HIDDEN
    drain(100)
    embedded.write(held)  # the same, slower than the drain
    written = IndexedDocument.objects.filter(key=held[0].key)
    assert (written.count(), answers(client)) == (1, HIDDEN)
    sweep()
    assert (written.count(), answers(client)) == (0, HIDDEN)


def test_the_sweep_ends_what_was_withdrawn_long_ago(editor, page, cellar):
    rebuild()
    with_a_password(editor, page, cellar)
    drain(100)
    sweep()
    assert Withdrawal.objects.count() == 1
    Withdrawal.objects.update(at="2020-01-01T00:00Z")
    sweep()
    assert Withdrawal.objects.count() == 0


def test_nothing_is_stored_when_the_search_cannot_hide_it(
    client, editor, page, cellar, monkeypatch
):
    client.raise_request_exception = False

    def fail(_rows, **_options):
        raise OSError("disk full")

    monkeypatch.setattr(Withdrawal.objects, "bulk_create", fail)
    answer = client.post(f"/gestion/pages/{page.pk}/privacy/", {"restriction_type": "login"})
    assert answer.status_code == 500
    assert not PageViewRestriction.objects.exclude(page=cellar).exists()


def test_what_is_hidden_spells_no_question(client, editor, page, cellar):
    other = Page.objects.get(pk=page.get_parent().pk).add_child(
        instance=ContentPage(title="Outremer et zibeline", slug="outremer", live=False)
    )
    other.save_revision().publish()
    rebuild()
    asked = {"q": "outremond zibeline"}
    assert "outremonde" in client.get("/recherche/", asked).content.decode()
    with_a_password(editor, page, cellar)
    assert "outremonde" not in client.get("/recherche/", asked).content.decode()
    assert client.get("/api/search/", asked).json()["corrected"] != "outremonde zibeline"
