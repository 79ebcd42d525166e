"""What follows when an entry of the thesaurus changes, by whatever part of Wagtail's admin."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save

from maillage.generations.counters import bump
from maillage_search.models import THESAURUS, ThesaurusEntry


def connect() -> None:
    """Once, when the apps are ready."""
    for signal in (post_save, post_delete):
        signal.connect(changed, sender=ThesaurusEntry, dispatch_uid="maillage_search.thesaurus")


def changed(**_signal: object) -> None:
    bump(THESAURUS)
