"""What is proposed while a question is typed."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from maillage.values import Audience
from maillage_search.full_text import writing
from maillage_search.models import TitleWord
from maillage_search.privacy.withdrawing import withdraw
from tests.search.factories import CORPUS, SAONE_ET_LOIRE, document, ready
from tests.site.factories import TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
PATH = "/recherche/suggestions/"
SOON, PAST = datetime(2099, 12, 8, 9, tzinfo=UTC), datetime(2020, 12, 8, 9, tzinfo=UTC)


@pytest.fixture
def portals(communes):
    national_portal()
    territory_portal(TerritoryFactory())
    writing.write(ready(*CORPUS))


def proposed(client, typed, portal=""):
    answer = client.get(portal + PATH, {"q": typed})
    assert answer.status_code == 200
    return [tuple(one.values()) for one in answer.json()["suggestions"]]


def labels(client, typed, portal=""):
    return [label for label, _note, _url in proposed(client, typed, portal)]


@pytest.mark.parametrize("typed", ["média", "MEDIATH", "mediatheque ma", "l'médiath"])
def test_a_title_is_proposed_by_the_beginning_of_its_words(client, portals, typed):
    assert ("Médiathèque de Mâcon", "Lieux", "/place/mediatheque-macon/") in proposed(client, typed)


@pytest.mark.parametrize("typed", ["faire une dem", "demande caf", "CAF dem"])
def test_words_may_come_in_any_order_without_the_small_ones(client, portals, typed):
    assert "Faire une demande à la CAF" in labels(client, typed)


def test_titles_that_begin_so_come_first_and_namesakes_once(client, portals):
    writing.write(
        ready(
            document("1", "Au zoo, le zèbre"),
            *(document(f"n{n}", "Zèbre et compagnie, le grand livre") for n in range(9)),
        )
    )
    assert labels(client, "zèb") == ["Zèbre et compagnie, le grand livre", "Au zoo, le zèbre"]


def test_a_portal_proposes_its_own_and_the_nation_s(client, portals):
    assert labels(client, "médiath", "/saone-et-loire") == ["Médiathèque de Mâcon"]
    assert "Déclarer ses impôts en ligne" in labels(client, "déclarer ses", "/saone-et-loire")


def test_a_need_is_proposed_by_the_words_that_people_say(client, portals):
    found = proposed(client, "carte gr", "/saone-et-loire")
    url = "/saone-et-loire/recherche/?q=carte+grise"
    assert found == [("Carte grise", "Démarches administratives", url)]
    assert labels(client, "impots")[0] == "Impôt"


def test_a_commune_keeps_what_is_asked_before_it(client, portals):
    alone, asked = proposed(client, "mâc")[0], proposed(client, "imprimer à mac")[0]
    around = "Autour de cette commune"
    assert alone == ("Mâcon (71)", around, "/recherche/?commune=71270")
    assert asked == ("imprimer – Mâcon (71)", around, "/recherche/?q=imprimer&commune=71270")


def test_coming_events_say_their_day_and_past_ones_nothing(client, portals):
    writing.write(
        ready(
            document(
                "a", "Zumba des claviers", kind="event", starts_at=SOON, date=date(2099, 12, 8)
            ),
            document("b", "Zumba des souris", kind="event", starts_at=PAST, date=date(2020, 12, 8)),
        )
    )
    assert proposed(client, "zumba") == [("Zumba des claviers", "mardi 8 décembre", "/event/a/")]


def test_what_is_not_public_is_never_proposed(client, portals):
    secret = document("s", "Quetzal privé", kind="topic", audience=Audience.RESTRICTED,
                      acl=("circle:1",), territories=SAONE_ET_LOIRE)  # fmt: skip
    hidden = document("h", "Quetzal retiré")
    writing.write(ready(secret, hidden, document("o", "Quetzal ouvert")))
    withdraw(["page:h:fr"])
    for portal in ("", "/saone-et-loire", "/en"):
        assert labels(client, "quetz", portal) in (["Quetzal ouvert"], [])
    assert labels(client, "quetz") == ["Quetzal ouvert"]


def test_a_title_that_changes_is_found_by_its_new_words_alone(client, portals):
    writing.write(ready(document("z", "Zèbre")))
    writing.write(ready(document("z", "Girafe"), version=2))
    assert (labels(client, "zèb"), labels(client, "giraf")) == ([], ["Girafe"])
    writing.forget(["page:z:fr"], version=3)
    assert (labels(client, "giraf"), TitleWord.objects.filter(word="girafe").count()) == ([], 0)


@pytest.mark.parametrize(
    "typed",
    ["", "x", "\0\0", "😀😀😀", "مرحبا", "\u202e\u202e\u202e", "x" * 10_000, "' OR 1=1", "%%%", "___",
     '"', "title:*", "à ", "près de ", "NOT ("],
)  # fmt: skip
def test_what_means_nothing_is_proposed_nothing(client, portals, typed):
    assert proposed(client, typed) == []


def test_the_answer_is_the_same_for_everybody_and_kept_a_minute(client, portals):
    answer = client.get(PATH, {"q": "mac"})
    told = (answer["Cache-Control"], answer.headers.get("Vary"), dict(answer.cookies))
    assert told == ("public, max-age=60", None, {})
    assert client.post(PATH, {"q": "mac"}).status_code == 405


QUERIES = {"sqlite": 5, "postgresql": 5}


@pytest.mark.parametrize(("count", "shown"), [(1, 3), (12, 5)])
def test_queries_do_not_grow_with_suggestions(
    client, portals, count, shown, django_assert_max_num_queries
):
    writing.write(ready(*(document(f"z{n}", f"Mâconnerie {n}") for n in range(count))))
    client.get(PATH, {"q": "maco"})
    with django_assert_max_num_queries(QUERIES[connection.vendor]):
        assert len(labels(client, "maco")) == shown
