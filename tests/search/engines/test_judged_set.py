"""The judged set: its halves, its sheets, its comparison."""

import csv

import pytest

from maillage.values import SearchDocument
from tests.search.judged.baseline import bm25_or
from tests.search.judged.comparing import interval
from tests.search.judged.halves import half
from tests.search.judged.measures import Judged, judged
from tests.search.judged.pooling import pool, taken, write_in

pytestmark = pytest.mark.once
QUESTION = Judged("caf", "exact", (), {"La CAF": 3}, frozenset({"Le café"}))
DOCUMENTS = [
    SearchDocument(uid=f"page:{n}:fr", kind="page", title=title, url="/", body="caf")
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
    assert pool(sheet, [QUESTION], [bm25_or(DOCUMENTS)], DOCUMENTS) == 1
    rows = list(csv.DictReader(sheet.open(encoding="utf-8")))
    assert [row["title"] for row in rows] == ["Une autre"]
    sheet.write_text(sheet.read_text().replace("caf,\r", "caf,2\r").replace("caf,\n", "caf,2\n"))
    kept.write_text('[[query]]\nq = "caf"\nclass = "exact"\n"La CAF" = 3\n')
    write_in(taken(sheet), kept)
    write_in(taken(sheet), kept)
    assert kept.read_text() == (
        '[[query]]\nq = "caf"\nclass = "exact"\n"La CAF" = 3\n"Une autre" = 2\n'
    )


def test_a_grade_that_is_none_is_said_with_its_line(tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("question,only,kind,title,summary,grade\ncaf,,page,x,,9\n")
    with pytest.raises(ValueError, match="line 2: '9'"):
        taken(sheet)


def test_the_difference_of_an_engine_with_itself_is_nothing():
    assert interval([0.5, 1.0, 0.0], [0.5, 1.0, 0.0]) == (0.0, 0.0)
    low, high = interval([1.0] * 50, [0.0, 1.0] * 25)
    assert 0.3 < low < 0.5 < high < 0.7
