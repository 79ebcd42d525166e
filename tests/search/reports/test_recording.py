"""What readers did not find: counted, written the fifth time, read by the nation's team alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.urls import reverse

from maillage.accounts.models import PortalTeam
from maillage.personal_data.erasing import purge
from maillage_search.full_text import writing
from maillage_search.models import MissedQuestion, ThesaurusEntry
from maillage_search.reports import recording
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.search.factories import CORPUS, ready
from tests.site.factories import (
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
NOTHING = MissedQuestion.Outcome.NOTHING


def ask(text, times, every=timedelta(hours=1), at=NOW):
    for number in range(times):
        recording.record(text, NOTHING, at + number * every)
    return MissedQuestion.objects.first()


def test_until_the_fifth_time_a_digest_and_a_count_are_all_that_is_kept():
    row = ask("Carte grise", 4)
    assert (row.text, row.count, "carte" in str(vars(row)).lower()) == ("", 4, False)
    row = ask("carte  GRISE", 1, at=NOW + timedelta(days=1))
    assert (row.text, row.count) == ("carte GRISE", 5)


def test_the_digest_is_keyed(settings):
    first = ask("carte grise", 1).digest
    settings.SECRET_KEY = "another"
    assert ask("carte grise", 1).digest != first or MissedQuestion.objects.count() == 2


def test_five_times_count_within_ninety_days():
    ask("carte grise", 4)
    row = ask("carte grise", 1, at=NOW + timedelta(days=91))
    assert (row.text, row.count) == ("", 1)


def test_who_reads_a_page_again_asks_once():
    assert ask("carte grise", 20, every=timedelta(seconds=20)).count == 1


@pytest.mark.parametrize(
    "text", ["06 12 34 56 78", "jeanne@exemple.fr", "dossier 123-456", "", "\0", "🙂", "?"]
)
def test_what_is_somebody_s_is_not_even_counted(text):
    assert ask(text, 6) is None


@pytest.mark.parametrize("text", ["x" * 10_000, "\u202eمرحبا", "déclarer en 2026", "71000"])
def test_whatever_is_typed_is_counted(text):
    assert len(ask(text, 5).text) <= 200


def test_the_database_writes_no_text_before_the_fifth_time():
    with pytest.raises(IntegrityError), transaction.atomic():
        MissedQuestion.objects.create(
            digest="x", text="nom", count=4, outcome=NOTHING, since=NOW, last_at=NOW
        )


def test_a_question_goes_ninety_days_after_it_was_last_asked():
    ask("carte grise", 5)
    purge(NOW + timedelta(days=89))
    assert MissedQuestion.objects.exists()
    purge(NOW + timedelta(days=91))
    assert not MissedQuestion.objects.exists()


@pytest.fixture
def portals(communes):
    national_portal()
    territory_portal(TerritoryFactory())
    writing.write(ready(*CORPUS))


@pytest.mark.parametrize(
    ("query", "outcome"),
    [
        ({"q": "xylophone"}, "nothing"),
        ({"q": "logement"}, "few"),
        ({"q": "Médiathèque de Pau"}, None),
        ({"q": "démarches"}, None),
        ({"q": "xylophone", "type": "page"}, None),
        ({"q": "xylophone", "page": "2"}, None),
        ({"q": ""}, None),
        ({"q": "france services près de Mâcon", "rayon": "50"}, None),
    ],
)
def test_the_page_counts_what_it_did_not_find(client, portals, query, outcome):
    client.get("/recherche/", query)
    assert [row.outcome for row in MissedQuestion.objects.all()] == [outcome] * bool(outcome)


def test_a_count_that_fails_breaks_no_page(client, portals, monkeypatch):
    def locked(*_args):
        raise OperationalError

    monkeypatch.setattr(recording, "_count", locked)
    assert client.get("/recherche/", {"q": "xylophone"}).status_code == 200


def member_of(portal):
    person = UserFactory()
    person.groups.add(grant_portal_groups(portal)[PortalTeam.Role.PUBLISHER])
    return person


def test_the_nation_s_team_reads_it_and_adds_a_word(client, db):
    nation = member_of(national_portal())
    publisher = member_of(territory_portal(TerritoryFactory()))
    ask("carte grise", 5)
    ask("secret de Jeanne", 1)
    address = reverse("maillage_missed_questions")
    add = reverse("wagtailsnippets_maillage_search_thesaurusentry:add")
    client.force_login(publisher)
    assert [client.get(one).status_code for one in (address, add)] == [302, 302]
    client.force_login(nation)
    read = client.get(address).content.decode()
    assert ("carte grise" in read, "Jeanne" in read) == (True, False)
    assert f'{add}?terms=carte%20grise"' in read
    form = client.get(add, {"terms": "carte grise"}).content.decode()
    assert "carte grise</textarea>" in form
    sent = {"terms": "carte grise\nimmatriculation d'essai", "direction": "both"}
    assert client.post(add, sent).status_code == 302
    assert ThesaurusEntry.objects.filter(terms__startswith="carte grise\nimm").exists()


@pytest.mark.parametrize("count", [1, 8])
def test_the_report_asks_as_much_for_one_as_for_many(client, django_assert_max_num_queries, count):
    client.force_login(member_of(national_portal()))
    for number in range(count):
        ask(f"question {'x' * number}", 5)
    address = reverse("maillage_missed_questions")
    client.get(address)
    with django_assert_max_num_queries(20):
        assert client.get(address).status_code == 200
