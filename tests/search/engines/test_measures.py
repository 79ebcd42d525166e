"""What the judged questions are measured with."""

import pytest

from tests.search.judged.measures import Score, judged, report, score

GRADES = {"a": 3, "b": 1}


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["a", "b"], Score(1.0, 1.0, empty=False)),
        (["x", "y"], Score(0.0, 0.0, empty=False)),
        ([], Score(0.0, 0.0, empty=True)),
    ],
)
def test_the_best_order_is_worth_one_and_nothing_zero(titles, expected):
    assert score(titles, GRADES) == expected


def test_a_useful_page_first_is_worth_less_than_the_answer_first():
    late = score(["b", "a"], GRADES)
    assert (late.reciprocal_rank, late.ndcg < 1) == (0.5, True)


def test_the_questions_are_three_hundred_of_fourteen_classes_each_once():
    questions = judged()
    assert len(questions) > 300
    assert {question.kind for question in questions} == {
        "exact", "no accent", "plural", "typo", "synonym", "place", "natural", "prefix",
        "navigational", "sms", "no-answer", "date", "mixed", "english"}  # fmt: skip
    asked = [(question.text, question.portal, question.only) for question in questions]
    assert len(asked) == len(set(asked))


def test_a_perfect_engine_is_perfect():
    found = report(lambda question: sorted(question.grades, key=question.grades.get, reverse=True))
    assert (found.ndcg, found.mrr, found.zero) == (pytest.approx(1.0), 1.0, 0)


def test_what_the_same_grade_is_for_counts_once():
    twice = ["a [page x]", "a [page y]", "b [page z]"]
    assert score(twice, GRADES).ndcg < score([twice[0], twice[2]], GRADES).ndcg == 1.0
