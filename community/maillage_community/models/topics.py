"""Conversations: topics, replies and who follows them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from maillage.outbox.writing import withdraw
from maillage.scope import DEFAULT_LANGUAGE
from maillage.territories.querysets import TerritorialQuerySet
from maillage_community.models.circles import Circle

if TYPE_CHECKING:
    from maillage_community.models.circles import Person


class TopicQuerySet(TerritorialQuerySet):
    """Topics by who reads them and where."""

    territory_path: ClassVar[str] = "circle__territory"
    national_q: ClassVar[Q] = Q(circle__territory__isnull=True)

    def shown(self) -> Self:
        """Topics that moderators have not hidden."""
        return self.filter(hidden_at=None)

    def public(self) -> Self:
        """Topics everybody may read."""
        return self.shown().filter(circle__visibility=Circle.Visibility.PUBLIC)

    def visible_to(self, person: Person) -> Self:
        """Topics this person may read."""
        return self.shown().filter(circle__in=Circle.objects.visible_to(person))

    def answered(self) -> Self:
        return self.filter(validated_reply__isnull=False)

    def unanswered(self) -> Self:
        """Questions and calls for help that nobody has answered yet."""
        asked = (Topic.Kind.QUESTION, Topic.Kind.HELP)
        return self.shown().filter(kind__in=asked, reply_count=0)

    def for_rows(self) -> Self:
        """What a list of topics shows, in one query: pinned first, then the liveliest."""
        return self.select_related("circle", "author").order_by("-is_pinned", "-last_activity_at")


class Topic(models.Model):
    """A question, a good practice, news or a call for help, in one circle."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        PRACTICE = "practice", _("good practice")
        NEWS = "news", _("news")
        HELP = "help", _("call for help")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="topics")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.QUESTION)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("message"))
    body_html = models.TextField(editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="topics"
    )
    created_at = models.DateTimeField()
    last_activity_at = models.DateTimeField(db_index=True)
    reply_count = models.PositiveIntegerField(default=0)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    hidden_at = models.DateTimeField(null=True, blank=True)
    validated_reply = models.OneToOneField(
        "Reply", models.SET_NULL, null=True, blank=True, related_name="validates"
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("-last_activity_at",)
        indexes = (models.Index(fields=("circle", "-is_pinned", "-last_activity_at")),)

    def __str__(self) -> str:
        return self.title


@receiver(post_delete, sender=Topic)
def deleted(instance: Topic, **_rest: object) -> None:
    """By itself, or with its circle."""
    withdraw("topic", [(instance.uuid, DEFAULT_LANGUAGE)])


class ReplyQuerySet(models.QuerySet):
    """Replies by who reads them."""

    def shown(self) -> Self:
        return self.filter(hidden_at=None)


class Reply(models.Model):
    """An answer to a topic."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="replies")
    body = models.TextField(_("message"))
    body_html = models.TextField(editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="replies"
    )
    created_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"{self.topic} · {self.author}"


class Follow(models.Model):
    """A person who wants a mail for each answer to a topic, in the language they read it in."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="follows")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="followed_topics"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    language = models.CharField(max_length=5, default=DEFAULT_LANGUAGE, editable=False)

    class Meta:
        verbose_name = _("followed topic")
        verbose_name_plural = _("followed topics")
        constraints = (
            models.UniqueConstraint(fields=("topic", "user"), name="follow_a_topic_once"),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.topic}"
