"""The same questions and answers on every engine: SQLite, PostgreSQL, Elasticsearch."""

from datetime import UTC, date, datetime

import pytest

from maillage.territories.models import Commune
from maillage.values import Audience, Point
from maillage_search.query.locations import near_commune
from maillage_search.query.request import Viewer
from maillage_search.query.response import Facets, Fragment
from tests.search.factories import CORPUS, MACON, SAONE_ET_LOIRE, document

pytestmark = pytest.mark.django_db
IMPOTS = ["Déclarer ses impôts en ligne", "France services de Cluny"]
CANARY = "quetzalcanari"


class TestEngine:
    @pytest.fixture(autouse=True)
    def _corpus(self, subject):
        subject.given(*CORPUS)

    @pytest.mark.parametrize(
        "typed", ["impot", "impôts", "l'impôt", "l’impôt", "IMPÔTS", "IMPOTS", "L'IMPÔT", "impot ?"]
    )
    def test_accents_plurals_and_articles_change_nothing(self, subject, typed):
        assert subject.titles(typed) == IMPOTS

    @pytest.mark.parametrize(
        "typed", ["caf", "CAF", "allocations familiales", "Allocation familiale"]
    )
    def test_the_thesaurus_joins_two_names_of_the_same_service(self, subject, typed):
        assert subject.titles(typed) == ["Faire une demande à la CAF", "France services de Cluny"]

    @pytest.mark.parametrize("typed", ["oeuvre", "œuvre", "ŒUVRES", "l'oeuvre"])
    def test_ligatures_are_two_letters(self, subject, typed):
        assert subject.titles(typed) == ["Les œuvres sociales de la commune"]

    @pytest.mark.parametrize("typed", ["démarches près de Mâcon", "demarches a macon", "démarches à Mâcon",
                                       "démarches MACON", "demarche pres de macon"])  # fmt: skip
    def test_a_commune_brings_the_nearest_first(self, subject, communes, typed):
        answer = subject.ask(typed, kinds=("place",))
        assert [(h.plain_title, h.distance_km and round(h.distance_km)) for h in answer.hits] == [
            ("Médiathèque de Mâcon", 0),
            ("France services de Cluny", 19),
        ]
        assert (answer.near.name, answer.words.lower().replace("é", "e").rstrip("s")) == (
            "Mâcon",
            "demarche",
        )

    def test_a_commune_alone_lists_what_is_around_it(self, subject, communes):
        titles = subject.titles("près de Mâcon", kinds=("place",))
        assert titles == ["Médiathèque de Mâcon", "France services de Cluny"]

    def test_near_a_commune_national_content_is_found_too(self, subject, communes):
        assert "Déclarer ses impôts en ligne" in subject.titles("impots près de Mâcon")

    def test_every_facet_is_counted_without_its_own_filter(self, subject):
        facets = subject.ask("démarches", kinds=("place",)).facets
        assert facets == Facets(
            kinds={"place": 3, "page": 2},
            territories={"com:71270": 1, "epci:200070308": 1, "dep:71": 2, "reg:27": 2,
                         "com:71137": 1, "com:64445": 1, "dep:64": 1, "reg:75": 1},
            themes={"Démarches": 3},
        )  # fmt: skip

    def test_filters_narrow(self, subject):
        assert subject.titles("médiathèque", territories=("dep:64",)) == ["Médiathèque de Pau"]
        assert subject.titles("demande", themes=("Famille",)) == ["Faire une demande à la CAF"]
        assert subject.titles("impots", kinds=("event",)) == []

    def test_a_portal_shows_its_territory_and_national_content(self, subject):
        assert (
            subject.titles("démarches médiathèque", shown_in="dep:71")[0] == "Médiathèque de Mâcon"
        )
        assert "Médiathèque de Pau" not in subject.titles(
            "démarches médiathèque", shown_in="dep:71"
        )
        assert subject.titles("impots", shown_in="dep:64") == IMPOTS[:1]

    def test_words_found_are_marked_in_title_and_excerpt(self, subject):
        hit = subject.ask("impot").hits[0]
        assert hit.title == (
            Fragment("Déclarer ses "),
            Fragment("impôts", marked=True),
            Fragment(" en ligne"),
        )
        assert Fragment("impots", marked=True) in hit.excerpt

    def test_without_all_the_words_most_of_them_are_enough(self, subject):
        answer = subject.ask("débuter tablette atelier zanzibar")
        assert [h.plain_title for h in answer.hits] == ["Atelier : débuter avec une tablette"]
        assert answer.partial

    def test_what_holds_all_the_words_hides_nothing_that_holds_most(self, subject):
        subject.given(
            document("one", "Registre", body="Mot de passe perdu, tablette, atelier, débuter."),
            document("two", "Atelier tablette : débuter avec un mot de passe"),
        )
        answer = subject.ask("débuter atelier tablette mot de passe perdu")
        found = [hit.plain_title for hit in answer.hits]
        assert found[0] == "Atelier tablette : débuter avec un mot de passe"
        assert "Registre" in found[:2]
        assert not answer.partial
        assert len(set(found)) == len(found)

    def test_pages_of_a_filled_answer_hold_each_document_once(self, subject):
        subject.given(*(document(f"t{n}", f"Tablette n°{n}") for n in range(4)))
        pages = [subject.titles("atelier tablette", page=page, size=2) for page in (1, 2, 3)]
        found = [title for page in pages for title in page]
        assert found[0] == "Atelier : débuter avec une tablette"
        assert (len(found), len(set(found))) == (5, 5)

    def test_the_name_that_was_typed_comes_first(self, subject):
        subject.given(
            *(document(f"m{n}", f"MSAP n°{n}", summary="MSAP") for n in range(3)),
            document("x", "France services", body="mot " * 300),
        )
        found = subject.titles("france services")
        assert found[0] == "France services"
        assert found.index("France services de Cluny") < found.index("MSAP n°0")

    def test_a_question_about_a_session_finds_sessions_before_places_of_that_name(self, subject):
        subject.given(
            *(document(f"a{n}", "Atelier numérique", kind="place") for n in range(3)),
            document("e", "Atelier : débuter", kind="event", summary="Le numérique sans peine.",
                     starts_at=datetime(2026, 12, 5, 9, tzinfo=UTC), date=date(2026, 12, 5)),
        )  # fmt: skip
        assert subject.titles("atelier numérique")[0] == "Atelier : débuter"

    def test_a_territory_alone_is_what_is_in_it(self, subject, communes):
        answer = subject.ask("71")
        assert {hit.plain_title for hit in answer.hits} == {
            "Médiathèque de Mâcon",
            "France services de Cluny",
            "Atelier : débuter avec une tablette",
        }
        assert (answer.inside.name, answer.words) == ("Saône-et-Loire", "")

    def test_days_are_those_of_events(self, subject):
        when = datetime(2026, 12, 5, 9, tzinfo=UTC)
        subject.given(
            document("sat", "Atelier du samedi", kind="event", starts_at=when, date=when.date())
        )
        today = date(2026, 12, 1)
        assert subject.titles("atelier ce week-end", today=today) == ["Atelier du samedi"]
        assert subject.titles("ce week-end", today=today) == ["Atelier du samedi"]

    def test_what_was_understood_and_gives_nothing_is_words_again(self, subject):
        answer = subject.ask("tablette demain", today=date(2026, 12, 1))
        assert (answer.hits[0].plain_title, answer.period) == (
            "Atelier : débuter avec une tablette",
            None,
        )

    @pytest.mark.parametrize(("typed", "read"), [("mediathèqe", "médiathèque"), ("tablatte", "tablette"),
                                                 ("inpots", ""), ("déclrer", "déclarer"), ("médiathè", "médiathèque")])  # fmt: skip
    def test_misspelled_words_are_read_as_what_they_probably_are(self, subject, typed, read):
        answer = subject.ask(typed)
        assert answer.corrected == (read or "impôts")
        assert answer.total > 0

    @pytest.mark.parametrize(
        "typed", ["comment faire pour déclarer mes impôts", "je voudrais déclarer les impôts svp"]
    )
    def test_a_natural_question_is_understood(self, subject, typed):
        assert subject.titles(typed)[0] == IMPOTS[0]

    def test_pages_follow_one_another(self, subject):
        first, second = (subject.titles("démarches", page=page, size=2) for page in (1, 2))
        assert (len(first), len(second), set(first) & set(second)) == (2, 2, set())
        assert subject.titles("démarches", page=100) == []

    @pytest.mark.parametrize("typed", [
        '"', 'a"b', "NOT", "(", ")", "*", "title:", "title:impot", "NUL\0", "\0", "🙂", "🙂 👩‍👩‍👧", "impot" * 2000,
        "x " * 5000, "مساعدة رقمية", "\u202eimpot", "AND OR NEAR(", "-", "--", "'", "''", "l'", "\\", "%", "_", "^",
        "{}", "[", "~", "+", "&|!", "a:*", "<->", "':A", "ſ", "²", "ﬁ", "𝒜", "\ud800", "près de ", "à", "près de \0",
        "近くの", "ß", "İ", "\u202e", "&&", "impot/", "/impot/", "a OR", "NOT NOT", "title^10", "\n\r\t",
    ])  # fmt: skip
    def test_no_text_breaks_it(self, subject, communes, typed):
        answer = subject.ask(typed)
        assert answer.total >= 0

    @pytest.mark.parametrize("typed", ['"impot"', "impot)", "impot*", "(impot"])
    def test_operators_say_nothing(self, subject, typed):
        assert IMPOTS[0] in subject.titles(typed)

    def test_nothing_asked_is_nothing_found(self, subject):
        assert subject.ask("").total == 0

    def test_an_older_version_changes_nothing(self, subject):
        subject.given(document("x", "Zèbre nouveau"), version=10)
        subject.given(document("x", "Zèbre ancien"), version=9)
        assert subject.titles("zèbre") == ["Zèbre nouveau"]

    def test_what_is_forgotten_is_found_no_more(self, subject):
        subject.given(document("x", "Zèbre"), version=10)
        subject.forget(["page:x:fr"], version=11)
        assert subject.titles("zèbre") == []

    def test_a_reader_gets_their_language_and_what_is_not_translated(self, subject):
        subject.given(document("only", "Zèbre", language="fr"))
        assert subject.titles("zebre", language="en") == ["Zèbre"]
        subject.given(document("english", "Zebra", language="en"))
        assert subject.titles("zebra", language="en") == ["Zebra"]


class TestPrivacy:
    @pytest.fixture(autouse=True)
    def _corpus(self, subject):
        subject.given(
            *CORPUS,
            document(
                "secret",
                f"Sujet {CANARY}",
                kind="topic",
                summary=CANARY,
                body=f"impot {CANARY}",
                keywords=(CANARY,),
                themes=(CANARY,),
                territories=("dep:71", CANARY),
                audience=Audience.RESTRICTED,
                acl=("circle:1",),
            ),
        )

    @pytest.mark.parametrize("typed", [CANARY, CANARY[:-1], CANARY[:6], f"{CANARY} impot", "sujet"])
    @pytest.mark.parametrize("viewer", [Viewer(), Viewer(("circle:2",)), Viewer(("circle",))])
    def test_a_private_document_is_found_counted_and_suggested_to_nobody_outside(
        self, subject, typed, viewer
    ):
        answer = subject.ask(typed, viewer)
        assert CANARY not in repr(answer.hits) + repr(answer.facets) + answer.corrected
        assert "topic" not in answer.facets.kinds

    def test_its_members_find_it(self, subject):
        answer = subject.ask(CANARY, Viewer(("circle:2", "circle:1")))
        assert ([h.uid for h in answer.hits], answer.facets.kinds) == (
            ["topic:secret:fr"],
            {"topic": 1},
        )

    def test_becoming_private_takes_it_away(self, subject):
        subject.given(document("x", "Zèbre"), version=10)
        subject.given(
            document("x", "Zèbre", audience=Audience.RESTRICTED, acl=("circle:1",)), version=11
        )
        assert subject.titles("zèbre") == []
        assert subject.titles("zèbre", Viewer(("circle:1",))) == ["Zèbre"]


def test_the_viewer_has_no_default(subject):
    with pytest.raises(TypeError):
        subject.engine.search(None)


def test_same_distance_order_as_the_map(subject, communes):
    subject.given(
        *(document(f"p{n}", "Lieu zèbre", kind="place", point=Point(46.3069 + n / 50, 4.8287),
                   territories=SAONE_ET_LOIRE) for n in (3, 1, 2))
    )  # fmt: skip
    near = near_commune(Commune.objects.get(code="71270"))
    hits = subject.ask("zèbre", near=near).hits
    assert [hit.uid for hit in hits] == ["place:p1:fr", "place:p2:fr", "place:p3:fr"]
    assert subject.ask("", near=near).total == 3
    assert near.point == MACON
