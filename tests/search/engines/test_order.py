"""What comes first, and what is understood, on every engine."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from maillage.territories.models import PostalCode
from maillage.values import Point
from maillage_search.french.thesaurus import Entry, Thesaurus
from maillage_search.models import ThesaurusEntry
from maillage_search.query.narrowing import days_of
from tests.search.factories import CORPUS, MACON, SAONE_ET_LOIRE, document

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)
SATURDAY = datetime(2026, 12, 5, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _corpus(subject):
    subject.given(*CORPUS)


def place(key, title, point=MACON, **fields):
    return document(key, title, kind="place", point=point, territories=SAONE_ET_LOIRE, **fields)


def test_an_old_name_leads_to_what_bears_the_name_in_use_first(subject):
    subject.given(
        *(place(f"p{n}", f"Agence Pôle emploi n°{n}") for n in range(4)),
        document("ft", "S’inscrire à France Travail", summary="Pas à pas."),
    )
    assert subject.titles("pole emploi")[0] == "S’inscrire à France Travail"
    assert len(subject.titles("pole emploi")) == 5


def test_who_names_a_town_finds_who_stands_there_whatever_they_write(subject, communes):
    subject.given(place("there", "Espace jeunes"), place("far", "Maison", Point(46.6, 5.2)))
    answer = subject.ask("formulaire bleu Mâcon")
    assert answer.near.name == "Mâcon"
    titles = [hit.plain_title for hit in answer.hits]
    assert "Espace jeunes" in titles
    assert answer.held == 0


def test_a_misspelled_word_is_corrected_beside_a_town(subject, communes):
    assert subject.ask("mediathèqe Mâcon").corrected == "médiathèque"


def test_the_number_of_a_service_is_no_postal_code(subject, communes):
    PostalCode.objects.create(code="33700", commune_id="71270")
    assert subject.ask("33700").near.name == "Mâcon"
    subject.given(document("sms", "Signaler un SMS au 33700"))
    assert subject.titles("33700") == ["Signaler un SMS au 33700"]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("how can I pay my taxes", "Déclarer ses impôts en ligne"),
        ("where is the library", "Médiathèque"),
    ],
)
def test_a_question_in_english_finds_what_is_in_french(subject, asked, first):
    assert subject.titles(asked)[0].startswith(first)


def test_english_days_are_days(subject):
    subject.given(document("s", "Atelier du jour", kind="event", starts_at=SATURDAY,
                           date=SATURDAY.date()))  # fmt: skip
    answer = subject.ask("is there a workshop on saturday", today=TODAY)
    assert answer.period.first == SATURDAY.date()
    assert answer.hits[0].plain_title == "Atelier du jour"


def test_where_little_takes_place_on_a_day_the_rest_is_told_apart(subject):
    subject.given(
        document("s", "Atelier tablette", kind="event", starts_at=SATURDAY, date=SATURDAY.date()),
        document("p", "Tablette : premiers pas"),
    )
    answer = subject.ask("tablette samedi", today=TODAY)
    assert [hit.plain_title for hit in answer.hits] == ["Atelier tablette"]
    assert "Tablette : premiers pas" in [hit.plain_title for hit in answer.beyond]
    nothing = subject.ask("tablette dimanche", today=TODAY)
    assert (nothing.undated, nothing.period, nothing.beyond) == (True, None, ())
    assert nothing.total


def test_each_session_of_what_takes_place_again_is_found_on_its_day(subject):
    paris = timezone(timedelta(hours=1))
    weekly = [(SATURDAY + timedelta(weeks=week)).astimezone(paris) for week in range(4)]
    sunday = (SATURDAY + timedelta(days=15)).astimezone(paris)
    fields = {"kind": "event", "starts_at": SATURDAY, "date": SATURDAY.date()}
    subject.given(
        document("w", "Zumba du samedi", sessions=tuple(weekly), **fields),
        document("s", "Zumba du soir", **{**fields, "starts_at": sunday, "date": sunday.date()}),
    )
    for asked in ("zumba samedi 19 décembre", "zumba le 19 décembre", "19 décembre"):
        answer = subject.ask(asked, today=TODAY)
        found = [(hit.plain_title, hit.date, hit.starts_at) for hit in answer.hits]
        assert found == [("Zumba du samedi", date(2026, 12, 19), weekly[2])], asked
    week_end = subject.ask("week-end", today=date(2026, 12, 16)).hits
    assert [hit.plain_title for hit in week_end] == ["Zumba du samedi", "Zumba du soir"]
    assert subject.ask("zumba 21 décembre", today=TODAY).undated
    whenever = {hit.uid: hit.date for hit in subject.ask("zumba", today=TODAY).hits}
    assert whenever == {"event:w:fr": SATURDAY.date(), "event:s:fr": sunday.date()}


def test_a_day_that_is_chosen_is_that_of_any_session(subject):
    weekly = tuple(SATURDAY + timedelta(weeks=week) for week in range(4))
    subject.given(document("w", "Zumba", kind="event", starts_at=SATURDAY, date=SATURDAY.date(),
                           sessions=weekly))  # fmt: skip
    answer = subject.ask("zumba", today=date(2026, 12, 14), when=days_of("2026-12-19", TODAY))
    assert [hit.date for hit in answer.hits] == [date(2026, 12, 19)]
    assert answer.facets.days == {"7-jours": 1, "30-jours": 1}
    assert subject.ask("zumba", today=TODAY, when=days_of("2026-12-20", TODAY)).total == 0


def test_a_territory_alone_begins_with_its_portal_then_what_takes_place_there(subject, communes):
    subject.given(
        document("news", "Une nouvelle", territories=SAONE_ET_LOIRE),
        document("home", "Saône-et-Loire", territories=SAONE_ET_LOIRE),
        document("soon", "Permanence", kind="event", territories=SAONE_ET_LOIRE,
                 starts_at=SATURDAY, date=SATURDAY.date()),
    )  # fmt: skip
    assert subject.titles("71")[:2] == ["Saône-et-Loire", "Permanence"]
    assert subject.titles("portail Saône-et-Loire")[0] == "Saône-et-Loire"


def test_a_thesaurus_of_nothing_finds_what_is_written(subject):
    ThesaurusEntry.objects.all().delete()
    assert subject.titles("caf")[0] == "Faire une demande à la CAF"
    assert subject.titles("allocations familiales") == ["Faire une demande à la CAF"]


def test_a_thesaurus_that_goes_round_ends(subject):
    ThesaurusEntry.objects.all().delete()
    for terms in ("tablette\nliseuse", "liseuse\nardoise", "ardoise\ntablette"):
        ThesaurusEntry.objects.create(terms=terms, direction="one_way")
    assert subject.titles("liseuse") == []
    assert subject.titles("ardoise") == ["Atelier : débuter avec une tablette"]


def test_a_thesaurus_of_small_words_says_nothing():
    assert Thesaurus([Entry(("le", "la")), Entry(())]).synonyms == {}
