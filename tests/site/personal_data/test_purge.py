"""What has been kept as long as it may be goes by itself: each rule with the clock moved."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import models, transaction

from maillage.contributions import Periodic
from maillage.personal_data import Delete, Purge, Rows
from maillage.personal_data.erasing import purge, rules
from maillage.personal_data.registry import all_rows, own_fields
from maillage.plugin import contributions
from tests.site.personal_data.planting import Planted, Planter

pytestmark = pytest.mark.django_db
WHEN = datetime(2027, 6, 1, 10, tzinfo=UTC)  # the planted date is over
FAR = WHEN + timedelta(days=9999)
SECOND = timedelta(seconds=1)


def path_of(rule: Purge) -> str:
    """The path of a rule, or the first of those of its expression."""
    return rule.since if isinstance(rule.since, str) else rule.since.source_expressions[0].name


def put(row: models.Model, path: str, value: object) -> None:
    """Set what a path leads to, in the database."""
    name, *further = path.split("__")
    if further:
        put(getattr(row, name), "__".join(further), value)
    else:
        type(row)._base_manager.filter(pk=row.pk).update(**{name: value})


def meet(row: models.Model, rule: Purge) -> None:
    """Make the row one of those the rule is about."""
    if type(row)._base_manager.filter(rule.only, pk=row.pk).exists():
        return
    for path, value in rule.only.children:
        if path.endswith("__isnull"):
            name = path.removesuffix("__isnull")
            sign_up = row.registration if "__" in name else row
            inviter = type(sign_up).objects.exclude(pk=sign_up.pk).first()
            put(row, name, inviter)
        else:
            put(row, path, value)


def erased(row: models.Model, rows: Rows, rule: Purge) -> bool:
    """Gone, or every field of the rule is empty or something else."""
    found = type(row)._base_manager.filter(pk=row.pk).first()
    about = rules(rows)[rule]
    if isinstance(rule.erasure or about[0].erasure, Delete):
        return found is None
    names = [own_fields(type(row))[name].attname for one in about for name in one.names]
    return all(
        not getattr(found, name) or getattr(found, name) != getattr(row, name) for name in names
    )


def is_dated(row: models.Model, rule: Purge) -> bool:
    dated = {"pk": row.pk, f"{path_of(rule)}__isnull": False}
    return type(row)._base_manager.filter(**dated).exists()


def row_of(model, rule: Purge, one: Planted, planter: Planter) -> models.Model:
    """One of theirs that the rule can be about; of tables about nobody, any."""
    rows = one.rows.get(model) or [planter.save(model, planter.neutral(model))]
    row = next((row for row in rows if is_dated(row, rule)), rows[0])
    if "content" in own_fields(model):
        put(row, "content", b"file")
    return model._base_manager.get(pk=row.pk)


def judge(rows: Rows, rule: Purge, row: models.Model) -> tuple[bool, bool]:
    """Whether the row is erased when its time is just up, and a second later."""
    for other in rules(rows):
        if is_dated(row, other):
            put(row, path_of(other), FAR)
    meet(row, rule)
    put(row, path_of(rule), WHEN)
    row = type(row)._base_manager.get(pk=row.pk)
    purge(WHEN + rule.after)
    in_time = erased(row, rows, rule)
    purge(WHEN + rule.after + SECOND)
    return in_time, erased(row, rows, rule)


def test_each_rule_erases_when_its_time_is_up_and_not_before():
    planter = Planter()
    amina, _bruno = planter.people()
    seen = {}
    for rows in all_rows():
        model = apps.get_model(rows.model)
        for rule in rules(rows):
            with transaction.atomic():
                seen[rows.model, rule.event] = judge(
                    rows, rule, row_of(model, rule, amina, planter)
                )
                transaction.set_rollback(True)
    assert len(seen) > 20
    assert {which: found for which, found in seen.items() if found != (False, True)} == {}


def test_what_was_purged_is_not_written_again():
    planter = Planter()
    planter.people()
    late = WHEN + timedelta(days=4000)
    assert purge(late)
    assert purge(late) == {}


def test_it_is_done_once_a_day():
    (work,) = [one for one in contributions(Periodic) if one.name == "personal_data.purge"]
    assert (work.every, work.run) == (timedelta(days=1), purge)
