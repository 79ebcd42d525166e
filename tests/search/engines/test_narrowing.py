"""Results sorted and narrowed, the same on every engine."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.apps import apps

from maillage.contributions import SearchSource
from maillage.territories.models import Commune
from maillage_search.documents import openings
from maillage_search.query.locations import near_commune
from maillage_search.query.narrowing import Order, days_of
from tests.search.factories import CORPUS, MACON, document

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def session(key, day, **fields):
    when = datetime(2026, 12, day, 9, tzinfo=UTC)
    facts = {"kind": "event", "starts_at": when, "date": when.date(), **fields}
    return document(key, f"Zumba du {day}", **facts)


@pytest.fixture
def sessions(subject):
    subject.given(
        *(session(f"s{day}", day) for day in (20, 1, 5)),
        document("old", "Zumba, l'ancienne page", date=date(2020, 1, 1)),
        document("new", "Zumba, la page neuve", date=date(2026, 11, 1)),
    )


@pytest.fixture
def open_source(monkeypatch):
    """Places whose key ends with "open" are; says what it was asked."""
    asked = []

    def open_at(values, moment):
        asked.append((len(values), moment))
        return {value for value in values if value.endswith("open")}

    config = apps.get_app_config("maillage_search")
    source = SearchSource(kind="desk", label="Guichets", queryset=lambda: None,
                          documents=lambda _obj: (), open_at=open_at)  # fmt: skip
    plugin = replace(config.plugin, contributes=(*config.plugin.contributes, source))
    monkeypatch.setattr(config, "plugin", plugin)
    return asked


def test_by_date_what_takes_place_comes_first_then_the_latest(subject, sessions):
    titles = subject.titles("zumba", today=TODAY, order=Order.DATE)
    assert titles == [
        "Zumba du 1",
        "Zumba du 5",
        "Zumba du 20",
        "Zumba, la page neuve",
        "Zumba, l'ancienne page",
    ]


def test_days_narrow_and_count_without_their_own_filter(subject, sessions):
    found = subject.ask("zumba", today=TODAY, when=days_of("7-jours", TODAY))
    assert {hit.plain_title for hit in found.hits} == {"Zumba du 1", "Zumba du 5"}
    assert found.facets.days == {"aujourd-hui": 1, "7-jours": 2, "30-jours": 3}
    assert (found.total, found.facets.kinds) == (2, {"event": 2})


def test_days_are_counted_among_what_the_other_filters_leave(subject, sessions):
    found = subject.ask("zumba", today=TODAY, kinds=("page",))
    assert (found.facets.days, found.facets.kinds) == ({}, {"page": 2, "event": 3})


def test_by_distance_where_a_town_is_understood(subject, communes):
    subject.given(*CORPUS)
    near = near_commune(Commune.objects.get(name="Mâcon"))
    places = {"kinds": ("place",), "near": near}
    cluny_first = subject.titles("france services démarches", **places)
    by_distance = subject.titles("démarches", order=Order.DISTANCE, **places)
    assert by_distance == ["Médiathèque de Mâcon", "France services de Cluny"]
    assert cluny_first[0] == "France services de Cluny"
    found = subject.ask("démarches", within=5.0, **places)
    assert [hit.plain_title for hit in found.hits] == ["Médiathèque de Mâcon"]
    assert found.facets.distances == {5: 1, 10: 1, 20: 2, 50: 2}


def desks(*keys):
    return [document(key, "Guichet", kind="desk", point=MACON, national=True) for key in keys]


def test_what_is_open_is_asked_of_the_source_and_counted(subject, communes, open_source):
    subject.given(*desks("a-open", "b", "c-open"))
    near = near_commune(Commune.objects.get(name="Mâcon"))
    found = subject.ask("guichet", near=near, now=NOW)
    assert (found.total, found.facets.open, open_source) == (3, 2, [(3, NOW)])
    narrowed = subject.ask("guichet", near=near, now=NOW, open_now=True)
    assert ({hit.uid for hit in narrowed.hits}, narrowed.total) == (
        {"desk:a-open:fr", "desk:c-open:fr"},
        2,
    )
    assert (narrowed.facets.open, narrowed.facets.kinds) == (2, {"desk": 2})


def test_nobody_asks_what_is_open_where_no_town_is_meant(subject, communes, open_source):
    subject.given(*desks("a-open", "b"))
    assert (subject.ask("guichet", now=NOW).facets.open, open_source) == (None, [])
    assert subject.ask("guichet", now=NOW, open_now=True).total == 1


def test_beyond_so_many_nobody_counts(subject, communes, open_source, monkeypatch):
    for module in ("embedded.narrowing", "elastic.narrowing", "elastic.engine"):
        monkeypatch.setattr(f"maillage_search.{module}.MOST_COUNTED", 2)
    subject.given(*desks("a-open", "b", "c-open"))
    near = near_commune(Commune.objects.get(name="Mâcon"))
    assert subject.ask("guichet", near=near, now=NOW).facets.open is None
    assert subject.ask("guichet", near=near, now=NOW, open_now=True).total == 2


def test_a_source_that_fails_opens_nothing_and_breaks_nothing(monkeypatch, caplog):
    def fails(_values, _moment):
        raise RuntimeError

    source = SearchSource(kind="desk", label="", queryset=lambda: None,
                          documents=lambda _obj: (), open_at=fails)  # fmt: skip
    monkeypatch.setattr(openings, "contributions", lambda _kind: [source])
    assert openings.open_among(["desk:1"], NOW) == set()
    assert "what is open was not told" in caplog.text


@pytest.mark.parametrize(
    ("choice", "days"),
    [("aujourd-hui", (0, 0)), ("7-jours", (0, 6)), ("2026-12-08", (7, 7)), ("2026-02-30", None),
     ("hier", None), ("\0", None), ("2026-W50", None)],
)  # fmt: skip
def test_a_choice_of_days_is_days_or_nothing(choice, days):
    found = days_of(choice, TODAY)
    assert (found and ((found.first - TODAY).days, (found.last - TODAY).days)) == days
