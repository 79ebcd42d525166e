"""What a person takes away is theirs alone; what closing leaves says nothing of them.

Read by hands that know nothing of the registry: the exported text, and every cell of every table.
"""

import json
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.accounts.closing import close_account, export_account
from maillage.personal_data import Keep
from maillage.personal_data.registry import all_rows, own_fields
from tests.site.personal_data.planting import CANARY, NOW, Planter, can_hold
from tests.site.personal_data.specials import UNREADABLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return Planter().people()


def cells() -> list[tuple[str, str, str]]:
    """(table, column, canary) of every cell of the database that holds one."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, cell in zip(columns, row, strict=True):
                    text = (
                        bytes(cell).decode("latin-1")
                        if isinstance(cell, memoryview | bytes)
                        else cell
                    )
                    found += [
                        (table, column, canary[0].lower())
                        for canary in CANARY.finditer(str(text).lower())
                    ]
    return found


def of(letter: str, found: list[tuple]) -> Counter:
    return Counter(one for one in found if one[2].startswith(f"zq{letter}"))


def fields(wanted) -> set[tuple[str, str]]:
    """(model, field) of the personal fields of that sort that can hold a canary."""
    return {
        (rows.model, name)
        for rows in all_rows()
        for one in rows.personal
        for name in one.names
        if can_hold(own_fields(apps.get_model(rows.model))[name])
        if wanted(rows, one)
    }


def kept_columns() -> set[tuple[str, str]]:
    """(table, column) of the fields that stay, each with its reason."""
    kept = fields(lambda _rows, one: isinstance(one.erasure, Keep))
    columns = [(apps.get_model(model), name) for model, name in kept]
    return {(model._meta.db_table, own_fields(model)[name].column) for model, name in columns}


def test_every_personal_text_has_a_canary_of_each_person(people):
    """The two tests below judge nothing less than the registry."""
    for one in people:
        assert (
            fields(lambda rows, one: rows.subject_of(one) is not None) - set(one.canaries)
            == UNREADABLE
        )


def test_the_export_holds_each_exported_value_and_nothing_of_anybody_else(people):
    exported = fields(lambda _rows, one: one.export is True)
    for one, other in (people, people[::-1]):
        text = json.dumps(export_account(one.user, at=NOW))
        found = {canary[0] for canary in CANARY.finditer(text)}
        wanted = set().union(*(texts for place, texts in one.canaries.items() if place in exported))
        # The subject of a mail that waits is handed over, its body is not.
        subjects = {
            mail.payload["subject"] for mail in one.rows[apps.get_model("maillage_outbox.Message")]
        }
        assert found == wanted | subjects
        assert other.address not in text


def test_closing_leaves_nothing_but_what_is_kept_for_a_reason(people):
    amina = people[0]
    before = cells()
    kept = kept_columns()
    close_account(amina.user, at=NOW)
    after = cells()
    assert {(table, column) for table, column, _text in of("a", after)} <= kept
    assert {one for one in of("a", before) if one[:2] in kept} == set(of("a", after))
    assert of("b", after) == of("b", before)


def test_closing_ends_the_sessions_of_the_person_alone(people):
    amina, bruno = people
    close_account(amina.user, at=NOW)
    assert [one.get_decoded()["_auth_user_id"] for one in Session.objects.all()] == [
        str(bruno.user.pk)
    ]


def test_whose_each_session_is_is_told_before_the_transaction_and_of_live_ones_alone(people):
    Session.objects.create(pk="over", session_data="", expire_date=NOW - timedelta(days=9000))
    with CaptureQueriesContext(connection) as asked, decoded_sessions() as decoded:
        close_account(people[0].user, at=NOW)
    statements = [query["sql"] for query in asked]
    reading, *_deleting = [
        n for n, sql in enumerate(statements) if '"django_session"."session_data"' in sql
    ]
    [begins, *_savepoints] = [n for n, sql in enumerate(statements) if sql.startswith("SAVEPOINT")]
    assert reading < begins
    assert len(decoded) == 2
    assert "over" not in decoded


@contextmanager
def decoded_sessions():
    keys, stock = [], Session.get_decoded
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "get_decoded", lambda one: keys.append(one.pk) or stock(one))
        yield keys


def test_deleting_an_account_in_the_administration_erases_as_much(people):
    amina, _bruno = people
    amina.user.delete()
    kept = kept_columns()
    assert {(table, column) for table, column, _text in of("a", cells())} <= kept
