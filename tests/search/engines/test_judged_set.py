"""The judged set: its halves, its sheets, its comparison."""

import csv

import pytest

from maillage.values import SearchDocument
from maillage_search.full_text import writing
from tests.search.factories import CORPUS, document, ready
from tests.search.judged.asking import may_answer, named, request_of
from tests.search.judged.baseline import bm25_or
from tests.search.judged.comparing import interval
from tests.search.judged.halves import half
from tests.search.judged.measures import Judged, judged
from tests.search.judged.naming import name_of, title_in
from tests.search.judged.pooling import pool, taken, write_in
from tests.search.judged.table import details, table
from tests.site.factories import TerritoryFactory

pytestmark = pytest.mark.once
QUESTION = Judged("caf", "exact", (), {"La CAF": 3}, frozenset({"Le café"}))
DOCUMENTS = [
    SearchDocument(uid=f"page:{n}:fr", kind="page", title=title, url=f"/a/{n}/", body="caf")
    for n, title in enumerate(("La CAF", "Le café", "Une autre"))
]


def test_each_question_is_in_one_half_whatever_the_others():
    questions = judged()
    tuning, holdout = (half(questions, holdout=which) for which in (False, True))
    assert sorted(q.text for q in [*tuning, *holdout]) == sorted(q.text for q in questions)
    assert half(questions[:5], holdout=True) == [q for q in holdout if q in questions[:5]]
    assert min(len(tuning), len(holdout)) > 5


def test_a_judge_reads_what_nobody_graded_and_the_grades_come_back(tmp_path):
    sheet, kept = tmp_path / "sheet.csv", tmp_path / "set.toml"
    names = {named(one): one for one in DOCUMENTS}
    found = [bm25_or(DOCUMENTS)(QUESTION)]
    assert pool(sheet, [QUESTION], [found, found], names) == 1
    (row,) = csv.DictReader(sheet.open(encoding="utf-8"))
    assert (row["title"], row["key"]) == ("Une autre", "Une autre [page a/2]")
    sheet.write_text(sheet.read_text().replace("/a/2/,", "/a/2/,2"))
    kept.write_text('[[query]]\nq = "caf"\nclass = "exact"\n"La CAF" = 3\n')
    write_in(taken(sheet), kept)
    write_in(taken(sheet), kept)
    assert kept.read_text() == (
        '[[query]]\nq = "caf"\nclass = "exact"\n"La CAF" = 3\n"Une autre [page a/2]" = 2\n'
    )


def test_a_grade_that_is_none_is_said_with_its_line(tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("question,only,portal,kind,key,title,grade\ncaf,,,page,x,x,9\n")
    with pytest.raises(ValueError, match="line 2: '9'"):
        taken(sheet)


def test_a_name_holds_nothing_drawn_at_random_and_tells_namesakes_apart():
    drawn = "5b1c6a52-8a31-4c3e-9a55-0d5a2f0f7a11"
    place = name_of("place", 'MSAP "Nord"', f"/lieux/{drawn}/", ("epci:1", "com:71270"))
    assert place == "MSAP ”Nord” [place lieux com:71270]"
    assert (
        name_of("page", "Aide [1]", "/loiret/aide/", ("dep:45",)) == "Aide [1] [page loiret/aide]"
    )
    assert [title_in(place), title_in("Aide [1]")] == ["MSAP ”Nord”", "Aide [1]"]


def test_a_portal_has_its_own_documents_and_those_of_the_nation(db):
    territory = TerritoryFactory()
    asked = Judged("caf", "place", (), {}, portal=territory.slug)
    here, elsewhere, nation = (
        document("a", "A", **fields)
        for fields in ({"territories": ("dep:71",)}, {"territories": ("dep:45",)}, {})
    )
    shown_in = request_of(asked).shown_in
    kept = [may_answer(one, asked, shown_in) for one in (here, elsewhere, nation)]
    assert kept == [True, False, True]


def test_stock_wagtail_is_asked_of_the_same_documents(db):
    # Its model joins the registry: of the process of this test alone, at its end.
    from tests.search.judged.stock import stock

    writing.write(ready(*CORPUS))
    ask = stock()
    assert [title_in(name) for name in ask(Judged('médiathèque "pau', "place", (), {}))] == [
        "Médiathèque de Pau"
    ]
    assert ask(Judged("médiathèque", "place", ("page",), {})) == []


def test_the_table_tells_each_class_each_engine_and_what_nothing_answers():
    questions = [QUESTION, Judged("zzz", "no-answer", (), {}, frozenset({"x"}))]
    answers = {"ours": [["La CAF"], []], "BM25-OR": [["Une autre", "La CAF"], ["x"]]}
    lines = list(table(questions, answers, "BM25-OR"))
    assert lines[1].split() == ["exact", "1", "1.000", "0.631"]
    assert "over BM25-OR +0.369 to +0.369" in lines[3]
    assert lines[-1].endswith("something is shown for ours 0%, BM25-OR 100%")
    assert list(details(questions, answers, 1))[1:] == ["    3 La CAF"]


def test_the_difference_of_an_engine_with_itself_is_nothing():
    assert interval([0.5, 1.0, 0.0], [0.5, 1.0, 0.0]) == (0.0, 0.0)
    low, high = interval([1.0] * 50, [0.0, 1.0] * 25)
    assert 0.3 < low < 0.5 < high < 0.7
