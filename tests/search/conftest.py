"""An engine with documents in it: the embedded one, or a real Elasticsearch."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.test import override_settings

from maillage.contributions import SearchSource
from maillage.territories.models import Commune
from maillage.values import Audience, SearchDocument
from maillage_search.elastic import indices
from maillage_search.elastic.circuit_breaker import breaker
from maillage_search.embedded.engine import EmbeddedEngine
from maillage_search.full_text import writing as embedded_writing
from maillage_search.query.request import SearchRequest, Viewer
from tests.search.factories import ready
from tests.site.factories import CommuneFactory, TerritoryFactory


class Subject:
    """An engine under test: give it documents, ask it questions."""

    def __init__(self, engine, write, forget):
        self.engine, self.write, self.forget = engine, write, forget

    def given(self, *documents, version=1):
        self.write(ready(*documents, version=version))

    def ask(self, text="", viewer=None, **fields):
        return self.engine.search(SearchRequest(text=text, **fields), viewer or Viewer.anonymous())

    def titles(self, text="", viewer=None, **fields):
        return [hit.plain_title for hit in self.ask(text, viewer, **fields).hits]


def embedded(request):
    return Subject(EmbeddedEngine(), embedded_writing.write, embedded_writing.forget)


def elasticsearch(request):
    from tests.search.patient_elastic import elastic_subject

    return elastic_subject(request)


@pytest.fixture(scope="session")
def elasticsearch_indices(elasticsearch_server):
    """Two indices of this run, on the real server."""
    from tests.search.patient_elastic import NAME

    # Not around the yield: every later test of this process would search on that server.
    here = override_settings(
        MAILLAGE_ELASTICSEARCH_URL=elasticsearch_server, MAILLAGE_ELASTICSEARCH_PREFIX=NAME
    )
    with here:
        made = indices.create_generation(1)
        indices.publish(made)
    yield made
    with here:
        indices.discard(made)


@pytest.fixture(
    params=[
        pytest.param(embedded, id="embedded"),
        pytest.param(elasticsearch, id="elasticsearch", marks=pytest.mark.elasticsearch),
    ]
)
def subject(request, db):
    return request.param(request)


@pytest.fixture
def communes(db):
    """Mâcon and its département, Pau, Saint-Denis twice, and names that are ordinary words."""
    TerritoryFactory()
    CommuneFactory()
    CommuneFactory(code="64445", name="Pau", latitude=43.2951, longitude=-0.3708, region_code="75",
                   epci_code="200067254", population=78_000)  # fmt: skip
    CommuneFactory(code="97411", name="Saint-Denis", latitude=-20.93, longitude=55.45,
                   region_code="04", epci_code="249740119", population=153_000)  # fmt: skip
    CommuneFactory(code="93066", name="Saint-Denis", latitude=48.92, longitude=2.35,
                   region_code="11", epci_code="200054781", population=113_000)  # fmt: skip
    CommuneFactory(code="71153", name="Le Creusot", latitude=46.8, longitude=4.43,
                   population=20_800)  # fmt: skip
    CommuneFactory(code="71014", name="Autun", latitude=46.95, longitude=4.3, population=13_000)
    CommuneFactory(code="53179", name="Placé", latitude=48.2, longitude=-0.65, population=370,
                   region_code="52")  # fmt: skip


def commune_documents(commune):
    """Public, except those of no inhabitant: restricted. ``x`` cannot be read."""
    if commune.name == "illisible":
        raise RuntimeError(commune.name)
    restricted = commune.population == 0
    yield SearchDocument(
        uid=f"commune:{commune.code}:fr",
        kind="commune",
        title=commune.name,
        url=f"/communes/{commune.code}/",
        point=commune.point,
        national=True,
        audience=Audience.RESTRICTED if restricted else Audience.PUBLIC,
        acl=("circle:1",) if restricted else (),
    )


@pytest.fixture
def commune_source(db):
    """A plugin's search source, over a model of the contract: communes without a parent."""
    config = apps.get_app_config("maillage_search")
    source = SearchSource(
        kind="commune",
        label="Communes",
        queryset=lambda: Commune.objects.filter(kind="commune"),
        documents=commune_documents,
        key="code",
    )
    before = config.plugin
    config.plugin = replace(before, contributes=(*before.contributes, source))
    yield source
    config.plugin = before


@pytest.fixture(autouse=True)
def _breaker():
    breaker.reset()
    yield
    breaker.reset()
