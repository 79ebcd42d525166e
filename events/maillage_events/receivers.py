"""What follows when a page of an event is saved, published, unpublished or deleted.

Models import no verb (law 3 of ADR 0028): they send signals, and each has its one receiver here.
Wagtail saves a page in a transaction, which these are part of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.signals import post_save, pre_delete, pre_save

from maillage_events.models import EventPage
from maillage_events.models.pages import privacy_changed, publication_changed
from maillage_events.proposals import drafts
from maillage_events.publishing import publication, readiness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.dispatch import Signal


def connect() -> None:
    """Once, when the apps are ready."""
    _listen(pre_save, let_go)
    _listen(pre_save, refuse_unready_at_birth)
    _listen(post_save, publish_at_birth)
    _listen(publication_changed, follow)
    _listen(privacy_changed, follow_privacy)
    # A proposed page may go with the page above it, of which Django says so by signals alone.
    _listen(pre_delete, drafts.page_deleted)


def _listen(signal: Signal, receiver: object) -> None:
    name = f"maillage_events.{receiver.__name__}"
    signal.connect(receiver, sender=EventPage, dispatch_uid=name)


def let_go(instance: EventPage, *, raw: bool, **_rest: object) -> None:
    """A copy never keeps the event it was copied from."""
    if not raw:
        publication.let_go_of_foreign_event(instance)


def refuse_unready_at_birth(instance: EventPage, *, raw: bool, **_rest: object) -> None:
    """A copy that is born live was never published: what refuses publications refuses it too.

    An alias shows what is public already.
    """
    newborn = instance._state.adding and instance.alias_of_id is None
    if newborn and instance.live and not raw:
        readiness.refuse_unready(instance)


def publish_at_birth(instance: EventPage, *, raw: bool, **_rest: object) -> None:
    """A page born live is published."""
    unknown = instance.event_id is None and instance.alias_of_id is None
    if instance.live and unknown and not raw:
        publication.publish_facts(instance)


def follow(page: EventPage, **_rest: object) -> None:
    publication.follow_page(page)


def follow_privacy(pages: Sequence[EventPage], **_rest: object) -> None:
    publication.follow_privacy(pages)
