"""What models know of people: declared field by field, and what follows from it.

An app says it in its ``personal_data.py``, as the value ``personal_data``; the composition speaks
for the models of others. Export, closing, purge and the page of reference all read that, and the
suite fails on a field that nobody classified (ADR 0029).
"""

from maillage.personal_data.declarations import (
    AppData,
    Clear,
    Delete,
    Keep,
    NotPersonal,
    Personal,
    Purge,
    Rows,
)
from maillage.personal_data.subjects import Person, Subject, account, address

__all__ = [
    "AppData",
    "Clear",
    "Delete",
    "Keep",
    "NotPersonal",
    "Person",
    "Personal",
    "Purge",
    "Rows",
    "Subject",
    "account",
    "address",
]
