"""Wagtail's own search, in the admin: right, fast, and broken by no text."""

import pytest
from django.db import connection
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Not, Or, Phrase, PlainText

from maillage_site.home.models import ContentPage
from tests.site.factories import UserFactory, national_portal

pytestmark = pytest.mark.django_db
HOSTILE = ['"', 'a"b', "\0", "(", ")", "NOT", "AND", "*", "title:", "🙂", "%", "%s", "'", "\\", "x" * 10_000, "a\0b",
           "\u202eمرحبا", "-", "^", "{", "NEAR(", '"portail', "l'impôt", ":*", "&", "|", "!", "<->"]  # fmt: skip


@pytest.fixture
def pages(db):
    home = national_portal()
    for title in ("Déclarer ses impôts", "Le portail des aidants", "Impôts locaux"):
        home.add_child(instance=ContentPage(title=title))
    index()
    return Page.objects.all()


def index():
    get_search_backend().add_bulk(ContentPage, list(ContentPage.objects.all()))


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("operator", ["and", "or"])
def test_no_text_breaks_a_search(pages, typed, operator):
    results = pages.search(typed, operator=operator)
    assert (list(results[:10]), results.count() >= 0) == (list(results), True)


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_text_breaks_autocompletion(pages, typed):
    assert isinstance(list(pages.autocomplete(typed)), list)


@pytest.mark.parametrize(
    "path",
    [
        "/gestion/pages/search/",
        "/gestion/images/",
        "/gestion/documents/",
        "/gestion/snippets/maillage_search/thesaurusentry/",
    ],
)
def test_no_text_breaks_the_admin(client, pages, path):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    typed = HOSTILE if "pages" in path else ['"', "\0", "(", "NOT"]
    assert {text: client.get(path, {"q": text}).status_code for text in typed} == dict.fromkeys(
        typed, 200
    )


def test_the_most_relevant_comes_first_in_one_page_and_the_next(pages):
    results = pages.search("impôts")
    assert (results.count(), len(results[:1]), len(results[1:2])) == (2, 1, 1)
    assert {p.title for p in results} == {"Déclarer ses impôts", "Impôts locaux"}


def test_what_the_caller_left_out_stays_out(pages):
    assert [p.title for p in pages.filter(title__startswith="Imp").search("impôts")] == [
        "Impôts locaux"
    ]


def test_an_order_that_was_asked_for_is_kept(pages):
    found = pages.order_by("title").search("impôts", order_by_relevance=False)
    assert [p.title for p in found] == ["Déclarer ses impôts", "Impôts locaux"]


@pytest.mark.parametrize(
    "query",
    [
        PlainText('"') & PlainText("impôts"),
        PlainText("impôts") & ~PlainText('loc"aux'),
        And([PlainText("impôts"), Not(PlainText("(")), Phrase('"')]),
        Or([PlainText('"'), Phrase("\0")]),
        ~PlainText("*"),
    ],
)
def test_composed_queries_are_tidied_too(pages, query):
    assert isinstance(list(pages.search(query)), list)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_results(pages, count, django_assert_num_queries):
    for number in range(count):
        national_portal().add_child(instance=ContentPage(title=f"Atelier {number}"))
    index()
    list(pages.search("atelier")[:20])
    with django_assert_num_queries(EXPECTED[connection.vendor]):
        assert len(pages.search("atelier")[:20]) == count


# SQLite: what matches, what of it is allowed, the page. PostgreSQL: all at once.
EXPECTED = {"sqlite": 3, "postgresql": 1}
