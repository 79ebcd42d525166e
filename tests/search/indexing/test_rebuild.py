"""A real Elasticsearch: rebuilt without a gap, killed and started again without a loss."""

import threading

import pytest

from maillage.outbox.models import Message
from maillage.outbox.writing import index_later
from maillage.territories.models import Commune
from maillage_search.documents.sources import documents_of_key, version_now
from maillage_search.elastic import indices
from maillage_search.elastic import writing as elastic
from maillage_search.elastic.circuit_breaker import breaker
from maillage_search.elastic.client import WRITING_SECONDS, client
from maillage_search.elastic.comparing import held
from maillage_search.indexing.outbox_consumer import drain
from maillage_search.indexing.rebuild import rebuild, rebuild_elasticsearch, sweep
from maillage_search.models import IndexedDocument
from maillage_search.query.request import SearchRequest, Viewer
from maillage_search.results.failover import search
from tests.site.factories import CommuneFactory

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@pytest.fixture
def own_prefix(settings, elasticsearch_url, request):
    settings.MAILLAGE_ELASTICSEARCH_PREFIX = prefix = f"rebuild-{version_now()}"
    yield prefix
    server = client(WRITING_SECONDS)
    for name in server.indices.get(index=f"{prefix}-*"):
        server.indices.delete(index=name)


def found(text):
    indices_refresh()
    response = search(SearchRequest(text=text, literal=True), Viewer.anonymous())
    return [hit.plain_title for hit in response.hits], response.engine


def indices_refresh():
    client(WRITING_SECONDS).indices.refresh(index="*", allow_no_indices=True)


def names(prefix):
    return sorted(client(WRITING_SECONDS).indices.get(index=f"{prefix}-public-*"))


def test_before_the_first_rebuild_the_embedded_engine_answers(own_prefix, commune_source):
    CommuneFactory()
    index_later("commune", "71270")
    drain(100)
    assert (found("mâcon"), Message.objects.count()) == ((["Mâcon"], "embedded"), 0)


def test_a_rebuild_serves_everything_and_keeps_one_generation_behind(own_prefix, commune_source):
    CommuneFactory()
    rebuild()
    assert found("mâcon") == (["Mâcon"], "elasticsearch")
    first = names(own_prefix)
    Commune.objects.update(name="Cluny")
    rebuild()
    second = names(own_prefix)
    rebuild()
    third = names(own_prefix)
    assert (found("cluny"), found("mâcon")[0]) == ((["Cluny"], "elasticsearch"), [])
    assert (len(first), len(second), len(third), first[0] in second, first[0] in third) == (
        1,
        2,
        2,
        True,
        False,
    )


def test_restricted_documents_are_absent_from_the_public_alias(own_prefix, commune_source):
    CommuneFactory()
    CommuneFactory(code="00003", name="Quetzal", population=0)
    rebuild()
    public = client().search(index=indices.read_alias("public"), query={"match_all": {}})
    assert [hit["_id"] for hit in public["hits"]["hits"]] == ["commune:71270:fr"]
    assert held({"restricted": indices.read_alias("restricted")}).keys() == {"commune:00003:fr"}
    assert found("quetzal")[0] == []


def test_during_a_rebuild_both_generations_are_written_and_only_one_read(
    own_prefix, commune_source
):
    CommuneFactory()
    rebuild()
    new = indices.create_generation(version_now())
    CommuneFactory(code="00002", name="Tournus")
    index_later("commune", "00002")
    drain(100, refresh=True)
    assert held(new).keys() == {"commune:00002:fr"}
    assert found("tournus") == (["Tournus"], "elasticsearch")
    indices.discard(new)


def test_what_changes_while_documents_are_read_is_in_the_new_generation(own_prefix, commune_source):
    CommuneFactory()
    rebuild()
    new = indices.create_generation(version_now())
    stale = documents_of_key("commune:71270", version_now())
    Commune.objects.update(name="Cluny")
    index_later("commune", "71270")
    drain(100, refresh=True)
    elastic.fill(stale, new)  # read before the change, written after it
    indices.publish(new)
    assert (found("cluny")[0], found("mâcon")[0]) == (["Cluny"], [])


def test_a_rebuild_that_cannot_be_verified_changes_nothing(own_prefix, commune_source, settings):
    CommuneFactory()
    rebuild()
    before = names(own_prefix)
    CommuneFactory(code="00004", name="x" * 80)
    server = client(WRITING_SECONDS)
    server.indices.put_index_template(
        name=own_prefix, index_patterns=[f"{own_prefix}-public-*"],
        template={"settings": {"index.blocks.read_only": False, "index.mapping.total_fields.limit": 1}},
    )  # fmt: skip
    try:
        with pytest.raises(Exception, match="fields"):
            rebuild_elasticsearch()
    finally:
        server.indices.delete_index_template(name=own_prefix)
    assert (names(own_prefix), found("mâcon")) == (before, (["Mâcon"], "elasticsearch"))


def test_readers_never_meet_an_empty_index(own_prefix, commune_source):
    """Asked without a pause while it is rebuilt three times."""
    CommuneFactory()
    rebuild()
    counts, stop = set(), threading.Event()
    alias, server = indices.read_alias("public"), client(WRITING_SECONDS)

    def ask():
        while not stop.is_set():
            counts.add(server.count(index=alias)["count"])

    asking = threading.Thread(target=ask)
    asking.start()
    for _ in range(3):
        rebuild_elasticsearch()
    stop.set()
    asking.join()
    assert counts == {1}


def test_the_sweep_mends_elasticsearch_too(own_prefix, commune_source):
    CommuneFactory()
    CommuneFactory(code="00002", name="Tournus")
    rebuild()
    Commune.objects.filter(code="71270").update(name="Autun", population=0)
    Commune.objects.filter(code="00002").delete()
    assert (sweep(), sweep()) == (4, 0)
    assert (found("tournus")[0], found("mâcon")[0], found("autun")[0]) == ([], [], [])


def test_what_went_away_goes_from_elasticsearch(own_prefix, commune_source):
    CommuneFactory()
    rebuild()
    Commune.objects.all().delete()
    index_later("commune", "71270")
    drain(100, refresh=True)
    assert (found("mâcon"), IndexedDocument.objects.count()) == (([], "elasticsearch"), 0)


@pytest.mark.once
def test_killed_under_way_nothing_is_lost_and_it_catches_up(
    settings, commune_source, elasticsearch_node
):
    settings.MAILLAGE_ELASTICSEARCH_URL = elasticsearch_node.url
    CommuneFactory()
    CommuneFactory(code="00002", name="Tournus")
    rebuild()
    assert found("mâcon") == (["Mâcon"], "elasticsearch")
    elasticsearch_node.kill()
    Commune.objects.filter(code="71270").update(name="Autun")
    Commune.objects.filter(code="00002").delete()
    index_later("commune", "71270")
    index_later("commune", "00002")
    drain(100)
    response = search(SearchRequest(text="autun"), Viewer.anonymous())
    assert (response.total, response.degraded, response.took_ms < 300) == (1, True, True)
    elasticsearch_node.start()
    breaker.reset()
    Message.objects.update(available_at="2020-01-01T00:00Z")
    assert drain(100, refresh=True) == 2
    assert (found("autun"), found("mâcon")[0], found("tournus")[0]) == (
        (["Autun"], "elasticsearch"),
        [],
        [],
    )
    assert Message.objects.count() == 0


def test_refused_documents_do_not_stop_the_others(own_prefix, commune_source, settings):
    CommuneFactory()
    rebuild()
    server = client(WRITING_SECONDS)
    for name in names(own_prefix):
        server.indices.put_settings(index=name, settings={"index.blocks.write": True})
    index_later("commune", "71270")
    drain(100)
    message = Message.objects.get()
    assert (message.state, message.attempts) == ("ready", 1)
    assert "block" in message.last_error
    for name in names(own_prefix):
        server.indices.put_settings(index=name, settings={"index.blocks.write": None})
