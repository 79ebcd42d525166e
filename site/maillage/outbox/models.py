"""The transactional outbox: what must happen once the business transaction has committed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One thing to do, written in the transaction that makes it necessary.

    A rollback leaves none; a consumer (``OutboxConsumer``) removes it once done, retries it
    with back-off, and parks it after ``MAX_ATTEMPTS``.
    """

    MAX_ATTEMPTS = 8

    class State(models.TextChoices):
        READY = "ready", _("ready")
        SENDING = "sending", _("in flight")
        PARKED = "parked", _("parked")
        DONE = "done", _("done")

    topic = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    version = models.BigIntegerField(default=0)
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    available_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

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
