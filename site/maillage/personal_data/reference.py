"""The page that says it all to people: one line a group of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.personal_data.declarations import Clear, Delete, Keep
from maillage.personal_data.registry import declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maillage.personal_data.declarations import Erasure, Personal, Purge, Rows

HEAD = """# Personal data

What each table knows of people, why, how long, and what becomes of it. Printed by
`manage.py personal_data` from the declarations (ADR 0029), and compared with them by a test: never
edit it by hand.

*Found by* is how the rows about a person are found: by their account, or by an address **that they
have verified**. What is found by neither is not known to be anybody's. *Export* is the file of
"Mon espace". *At closing* is what becomes of a field when the account is closed or deleted. What
has a number of days is erased once a day by the periodic work `personal_data.purge`.

Outside the database: the journal writes no address, token or question
(`maillage_site/middleware/journal.py`); backups keep what they hold until they are deleted.

"""
FIELDS = (
    "| Field | Purpose | Found by | Retention | Export | At closing |\n|---|---|---|---|---|---|\n"
)


def page() -> str:
    """The reference, in Markdown."""
    every = sorted((rows for data in declared() for rows in data.rows), key=lambda rows: rows.model)
    people = [rows for rows in every if any(rows.personal)]
    return HEAD + "".join(_section(rows) for rows in people) + _nobody(every)


def _section(rows: Rows) -> str:
    lines = "".join(_lines(rows))
    rest = " ".join(
        f"`{name}`" for one in rows.fields if one not in rows.personal for name in one.names
    )
    none = f"\nNot personal: {rest}.\n" if rest else ""
    where = f" ({rows.vendor})" if rows.vendor else ""
    return f"## {rows.model}{where}\n\n{FIELDS}{lines}{none}\n"


def _lines(rows: Rows) -> Iterator[str]:
    for one in rows.personal:
        subject = rows.subject_of(one)
        cells = (
            " ".join(f"`{name}`" for name in one.names),
            one.purpose,
            subject.said if subject else "–",
            _retention(one),
            "yes" if one.export is True else f"no: {one.export}",
            _erasure(one.erasure),
        )
        yield f"| {' | '.join(cells)} |\n"


def _retention(one: Personal) -> str:
    if isinstance(one.retention, str):
        return one.retention
    return "; ".join(_rule(rule) for rule in one.retention)


def _rule(rule: Purge) -> str:
    days = rule.after.days
    late = {0: "from", 1: "1 day after"}.get(days, f"{days} days after")
    done = f", then {_erasure(rule.erasure)}" if rule.erasure else ""
    return f"{late} {rule.event}{done}"


def _erasure(erasure: Erasure) -> str:
    match erasure:
        case Delete():
            return "row deleted"
        case Clear():
            return "emptied" if erasure.to in {None, "", False} else "replaced"
        case Keep():
            return f"kept: {erasure.reason}"


def _nobody(every: Iterable[Rows]) -> str:
    names = [f"`{rows.model}`" for rows in every if not any(rows.personal)]
    return "## About no person\n\n" + ", ".join(names) + ".\n"
