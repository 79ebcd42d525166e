"""What PostgreSQL is asked after SQLite: every shape of statement, and all that is its own."""

import pytest
from django.db import connection

from maillage.accounts.models import User
from tests.fixtures.repeated import Note, name_of, read, shape, strictness, worth_repeating


def test_each_statement_is_asked_again_by_the_quickest_and_the_rare_one_too():
    common = {f"test_{number}": Note(number, frozenset({"list"})) for number in range(10)}
    rare = {"test_rare": Note(60, frozenset({"rare"})), "test_none": Note(1, frozenset())}
    assert worth_repeating(common | rare) == {"test_rare", "test_0"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("WHERE id IN (%s, %s)", "WHERE id IN (%s, %s, %s)", True),
        ("VALUES (%s, NULL), (%s, %s)", "VALUES (%s, %s)", True),
        ("LIMIT 10", "LIMIT 21", True),
        ('SAVEPOINT "s14_x9"', 'SAVEPOINT "s15_x10"', True),
        ('WHERE "id" = %s', 'WHERE "pk" = %s', False),
        ("ORDER BY a", "ORDER BY a DESC", False),
    ],
)
def test_statements_that_differ_by_their_values_are_one(one, other, same):
    assert (shape(one) == shape(other)) == same


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["Mâcon", 12, None], ""),
        (["é" * 101, "a\0b", 2**31], "big long nul"),
        ({"a": 1}, ""),
    ],
)
def test_values_that_postgresql_may_refuse_are_another_shape(values, told):
    assert strictness(values) == told


@pytest.mark.django_db
def test_what_a_test_asks_is_noted(request, tmp_path, monkeypatch):
    from tests.fixtures import repeated

    if connection.vendor != "sqlite":
        monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setenv("MAILLAGE_TEST_STATEMENTS", str(tmp_path))
    noting = repeated.pytest_runtest_protocol(request.node)
    next(noting)
    User.objects.filter(email="amina@exemple.fr").exists()
    with pytest.raises(StopIteration):
        next(noting)
    (note,) = read(tmp_path).values()
    assert (list(read(tmp_path)), len(note.statements)) == ([name_of(request.node)], 1)
