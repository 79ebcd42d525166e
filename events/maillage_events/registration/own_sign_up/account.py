"""A person's sign-ups in "Mon espace", and in what they may take away or have erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation

from maillage.scope import Scope
from maillage_events.models import Registration
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.cards import card
from maillage_events.presentation.words import last_words, words_for
from maillage_events.registration.retention import forget
from maillage_events.registration.sign_up import withdraw

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User


def sign_ups_to_come(user: User, at: datetime) -> dict[str, object]:
    """Dates to come the person has a seat for or waits for."""
    rows = Registration.objects.of_account(user).active().ahead(at)
    rows = rows.select_related("occurrence__event").prefetch_related("occurrence__pools")
    found = list(rows.order_by("occurrence__starts_at"))
    scope = Scope(language=translation.get_language() or "fr")
    words = words_for({row.occurrence.event_id for row in found}, scope.language)
    addresses = Addresses(scope)
    return {
        "sign_ups": [
            (
                row,
                card(
                    row.occurrence,
                    words.get(row.occurrence.event_id) or last_words(row.occurrence.event_id),
                    addresses,
                    at=at,
                ),
            )
            for row in found
        ]
    }


def export(user: User) -> list[dict[str, object]]:
    rows = Registration.objects.of_account(user).select_related("occurrence", "invited_by")
    return [
        {
            "date": row.occurrence.starts_at.isoformat(),
            "name": row.name,
            "email": row.email,
            "mode": row.mode,
            "state": row.state,
            "people": row.party_size,
            "replay_only": row.replay_only,
            "answers": row.answers,
            "signed_up_by": row.invited_by.name if row.invited_by else "",
            "colleagues_signed_up": [one.name for one in row.colleagues.all() if one.name],
            "signed_up_on": row.created_at.isoformat(),
        }
        for row in rows.prefetch_related("colleagues").order_by("pk")
    ]


def erase(user: User) -> None:
    """Seats to come are given back, then names and addresses go; counts stay."""
    mine = Registration.objects.of_account(user)
    for registration in mine.active().ahead(timezone.now()).select_related("occurrence__event"):
        withdraw(registration, at=timezone.now())
    forget(mine)
