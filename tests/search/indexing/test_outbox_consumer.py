"""From a change in the database to the index, through the outbox."""

import pytest
from django.db import transaction

from maillage.outbox.models import Message
from maillage.outbox.writing import index_later
from maillage.territories.models import Commune
from maillage_search.documents.sources import version_now
from maillage_search.embedded.engine import EmbeddedEngine
from maillage_search.indexing.outbox_consumer import drain
from maillage_search.indexing.rebuild import rebuild, sweep
from maillage_search.models import IndexedDocument
from maillage_search.query.request import SearchRequest, Viewer
from tests.site.factories import CommuneFactory

pytestmark = pytest.mark.django_db


def found(text, viewer=None):
    response = EmbeddedEngine().search(
        SearchRequest(text=text, literal=True), viewer or Viewer.anonymous()
    )
    return [hit.plain_title for hit in response.hits]


def states():
    return dict(Message.objects.filter(topic="search").values_list("key", "state"))


def test_what_changed_is_found_and_its_message_is_gone(commune_source):
    commune = CommuneFactory()
    index_later("commune", commune.code)
    assert (drain(100), found("mâcon"), states()) == (1, ["Mâcon"], {})


def test_several_changes_of_one_object_are_one_reading(commune_source):
    commune = CommuneFactory()
    for _ in range(5):
        index_later("commune", commune.code)
    assert (drain(100), found("mâcon"), states()) == (5, ["Mâcon"], {})


def test_what_went_away_is_found_no_more(commune_source):
    commune = CommuneFactory()
    rebuild()
    key = commune.code
    commune.delete()
    index_later("commune", key)
    drain(100)
    assert (found("mâcon"), IndexedDocument.objects.count()) == ([], 0)


def test_what_is_no_longer_publishable_is_found_no_more(commune_source):
    commune = CommuneFactory()
    rebuild()
    Commune.objects.update(kind="arrondissement")
    index_later("commune", commune.code)
    drain(100)
    assert found("mâcon") == []


def test_a_rollback_leaves_no_ghost(commune_source):
    with transaction.atomic():
        index_later("commune", CommuneFactory().code)
        transaction.set_rollback(True)
    assert (drain(100), found("mâcon")) == (0, [])


def test_an_object_that_cannot_be_read_waits_and_stops_nobody(commune_source):
    CommuneFactory(code="00001", name="illisible")
    index_later("commune", "00001")
    index_later("commune", CommuneFactory().code)
    drain(100)
    message = Message.objects.get()
    assert (found("mâcon"), message.state, message.attempts) == (["Mâcon"], "ready", 1)


def test_poison_is_parked_after_eight_tries(commune_source):
    CommuneFactory(code="00001", name="illisible")
    index_later("commune", "00001")
    for _ in range(8):
        Message.objects.update(available_at="2020-01-01T00:00Z")
        drain(100)
    assert states() == {"commune:00001": Message.State.PARKED}


@pytest.mark.parametrize(
    "key", ["inconnu:1", "commune:", "commune:%", "sans-deux-points", "commune:" + "9" * 150]
)
def test_a_key_that_names_nothing_is_done_with(commune_source, key):
    kind, _, value = key.partition(":")
    index_later(kind, value)
    assert (drain(100), states()) == (1, {})


def test_a_rebuild_takes_away_what_is_no_more(commune_source):
    CommuneFactory()
    rebuild()
    Commune.objects.update(name="Cluny")
    rebuild()
    assert (found("mâcon"), found("cluny")) == ([], ["Cluny"])


def test_a_rebuild_goes_on_past_an_object_that_cannot_be_read(commune_source):
    CommuneFactory(code="00001", name="illisible")
    CommuneFactory()
    assert (rebuild(), found("mâcon")) == (1, ["Mâcon"])


def test_the_sweep_mends_what_no_message_told(commune_source):
    CommuneFactory(code="00002", name="Tournus")
    CommuneFactory()
    rebuild()
    Commune.objects.filter(code="71270").update(name="Autun")
    Commune.objects.filter(code="00002").delete()
    assert (sweep(), sweep(), found("autun"), found("mâcon"), found("tournus")) == (
        2, 0, ["Autun"], [], [])  # fmt: skip


def test_an_older_message_does_not_undo_a_later_one(commune_source):
    commune = CommuneFactory()
    index_later("commune", commune.code)
    later = version_now() + 1_000_000
    IndexedDocument.objects.all().delete()
    Message.objects.update(version=1)
    index_later("commune", commune.code)
    Message.objects.exclude(version=1).update(version=later)
    drain(100)
    assert IndexedDocument.objects.get().version == later
