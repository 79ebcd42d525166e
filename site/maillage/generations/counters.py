"""Telling that something changed, and asking whether it did."""

from __future__ import annotations

import secrets
from contextvars import ContextVar

from maillage.generations.models import Generation
from maillage.generations.questions import Question

PAGES = "pages"  # pages' addresses and states, menus, identities, restrictions, sites, languages
PLACES = "places"  # positions the portals' meshes are drawn from

# Those that the request being served has read: see ``keeping``.
known: ContextVar[dict[str, int] | None] = ContextVar("maillage_generations", default=None)


def bump(name: str) -> None:
    """Say, in the transaction that makes the change, that what ``name`` stands for changed.

    The request that makes it sees it too: what it asks from now on is read anew.
    """
    number = secrets.randbits(62)
    if not Generation.objects.filter(name=name).update(number=number):
        Generation.objects.bulk_create(
            [Generation(name=name, number=number)], ignore_conflicts=True
        )
    read = known.get()
    if read is not None:
        known.set({**read, name: number})


def numbers() -> dict[str, int]:
    """Every number now, in one query; a name that never changed is absent."""
    return dict(_EVERY.rows())


_EVERY: Question[tuple[str, int]] = Question(Generation.objects.values_list("name", "number"))
