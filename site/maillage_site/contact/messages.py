"""Receiving a message, and saying that it was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage_site.contact.emails import tell_team
from maillage_site.contact.models import ContactMessage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage_site.contact.pages import ContactForm


@transaction.atomic
def receive(form: ContactForm, written: Mapping[str, str], *, at: datetime) -> ContactMessage:
    """Keep it and tell the team; the same words sent again while they wait are one message."""
    found, is_new = ContactMessage.objects.filter(answered_at=None).get_or_create(
        portal=form.portal,
        message=written["message"],
        email=written["email"],
        phone=written["phone"],
        defaults={"page_id": form.page.pk, "name": written["name"], "sent_at": at},
    )
    if is_new:
        tell_team(found, form.page.title)
    return found


def note_answered(message: ContactMessage, *, by: User, at: datetime) -> None:
    """Whoever did it first is named."""
    same = ContactMessage.objects.filter(pk=message.pk, answered_at=None)
    same.update(answered_at=at, answered_by=by)


def note_waiting(message: ContactMessage) -> None:
    """It was not answered after all."""
    same = ContactMessage.objects.filter(pk=message.pk)
    same.update(answered_at=None, answered_by=None)
