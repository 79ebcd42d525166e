"""Every field of every model says whether it is personal, and the page of reference says the same."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import models
from django.test.utils import isolate_apps

from maillage.personal_data import Clear, Delete, Keep, NotPersonal, Personal, Purge, Rows, account
from maillage.personal_data.registry import all_rows, mistakes, tables, unclassified

PAGE = Path(__file__).parents[3] / "docs/reference/personal-data.md"
NAME = Personal("name", purpose="p", retention="r", erasure=Keep("k"))


def test_every_field_of_every_installed_model_is_classified():
    assert unclassified(tables(), all_rows()) == []


def test_declarations_speak_of_what_exists_and_can_be_done():
    assert mistakes(tables(), all_rows()) == []


@isolate_apps("maillage.accounts")
def a_model(**fields: models.Field) -> type[models.Model]:
    attributes = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "acme"})}
    return type("Newcomer", (models.Model,), {**attributes, **fields})


def test_a_new_model_and_a_new_field_are_seen():
    newcomer = a_model(name=models.TextField(), phone=models.TextField())
    columns = ["acme.Newcomer.id", "acme.Newcomer.name", "acme.Newcomer.phone"]
    before = unclassified(tables(), all_rows())
    assert unclassified([*tables(), newcomer], all_rows()) == sorted([*columns, *before])
    known = Rows("acme.Newcomer", (NotPersonal("id"), NAME))
    assert unclassified([newcomer], [known]) == ["acme.Newcomer.phone"]


def test_a_declaration_taken_away_is_seen():
    less = [rows for rows in all_rows() if rows.model != "maillage_events.Attendance"]
    lost = set(unclassified(tables(), less)) - set(unclassified(tables(), all_rows()))
    columns = ("id", "joined_at", "people", "registration", "source")
    assert lost == {f"maillage_events.Attendance.{name}" for name in columns}


@pytest.mark.parametrize(
    ("fields", "subject", "said"),
    [
        ((NotPersonal("id name gone"),), None, "acme.Newcomer.gone does not exist"),
        ((NotPersonal("id name"), NAME), None, "acme.Newcomer.name is classified twice"),
        (
            (NotPersonal("id"), replace(NAME, erasure=Delete())),
            None,
            "acme.Newcomer: name is about nobody, and can only be kept",
        ),
        (
            (NotPersonal("name"), replace(NAME, fields="number", erasure=Clear())),
            account("pk"),
            "acme.Newcomer.number cannot be emptied",
        ),
        (
            (NAME, replace(NAME, fields="number", erasure=Delete())),
            account("pk"),
            "acme.Newcomer: rows found by `pk` are both deleted and kept",
        ),
        (
            (replace(NAME, retention=(Purge(after=timedelta(1), since="name", event="e"),)),),
            account("pk"),
            "acme.Newcomer: name is purged without an erasure",
        ),
    ],
)
def test_a_declaration_that_is_stale_or_cannot_be_done_is_seen(fields, subject, said):
    newcomer = a_model(name=models.TextField(), number=models.IntegerField())
    assert mistakes([newcomer], [Rows("acme.Newcomer", fields, subject)]) == [said]


def test_a_model_that_is_gone_or_told_twice_is_seen():
    twice = Rows("acme.Gone", (NotPersonal("id"),))
    assert mistakes([], [twice, twice]) == [
        *(
            "acme.Gone is declared twice",
            "acme.Gone is not installed",
            "acme.Gone is not installed",
        ),
    ]


def test_the_page_of_reference_is_what_the_registry_says(capsys):
    call_command("personal_data")
    assert PAGE.read_text(encoding="utf-8") == capsys.readouterr().out
