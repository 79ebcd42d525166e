"""The transactional outbox: what must happen once the business transaction has committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class MessageQuerySet(models.QuerySet["Message"]):
    """What is due, abandoned or settled."""

    def due(self, topic: str, at: datetime) -> MessageQuerySet:
        """Ready to be handled, oldest first."""
        ready = self.filter(topic=topic, state=Message.State.READY, available_at__lte=at)
        return ready.order_by("id")

    def in_hand(self) -> MessageQuerySet:
        return self.filter(state__in=(Message.State.CLAIMED, Message.State.SENDING))

    def abandoned(self, at: datetime) -> MessageQuerySet:
        """In the hands of a process that let its lease run out."""
        return self.in_hand().filter(available_at__lt=at)


class Message(models.Model):
    """One thing to do, written in the transaction that makes it necessary.

    A rollback leaves none; a consumer (``OutboxConsumer``) claims it for the time of a lease
    (``available_at`` is then the end of the lease), marks it done, retries it with back-off,
    and parks it after ``MAX_ATTEMPTS``. SENDING is for what cannot be undone once begun: such
    a message is handled again at most once after a crash, and ``repeats`` counts it.
    """

    MAX_ATTEMPTS = 8

    class State(models.TextChoices):
        READY = "ready", _("ready")
        CLAIMED = "claimed", _("claimed")
        SENDING = "sending", _("in flight")
        PARKED = "parked", _("parked")
        DONE = "done", _("done")

    topic = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    version = models.BigIntegerField(default=0)
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    repeats = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    available_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox messages")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("topic", "key", "version"), name="outbox_once_a_version"
            ),
        )
        indexes = (models.Index(fields=("topic", "state", "available_at")),)

    def __str__(self) -> str:
        return f"{self.topic} {self.key} v{self.version}"


class PeriodicRun(models.Model):
    """One period of one periodic work: whoever inserts the row does the work."""

    name = models.CharField(max_length=60)
    slot = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("periodic run")
        verbose_name_plural = _("periodic runs")
        constraints = (
            models.UniqueConstraint(fields=("name", "slot"), name="periodic_once_a_slot"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"
