"""Circles and their members."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from maillage.former_slugs import FormerSlug, keep_slug_left, refuse_slug_of_others
from maillage.outbox.writing import index_all_later, index_later, withdraw
from maillage.scope import DEFAULT_LANGUAGE
from maillage.territories.querysets import TerritorialQuerySet
from maillage.themes import Theme
from maillage_community.writing.markdown import render

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    Person = AbstractBaseUser | AnonymousUser


class CircleQuerySet(TerritorialQuerySet):
    """Circles by who reads them and where."""

    territory_path: ClassVar[str] = "territory"
    national_q: ClassVar[Q] = Q(territory__isnull=True)

    def public(self) -> Self:
        """Circles whose conversations everybody may read."""
        return self.filter(visibility=Circle.Visibility.PUBLIC)

    def visible_to(self, person: Person) -> Self:
        """Circles whose conversations this person may read."""
        if not person.is_authenticated:
            return self.public()
        mine = Membership.objects.filter(circle=OuterRef("pk"), user_id=person.pk)
        return self.filter(Q(visibility=Circle.Visibility.PUBLIC) | Exists(mine))


class Circle(models.Model):
    """A thematic community, or a territory's network space.

    Its name and summary are public whatever its visibility: people must be able to find the
    door. What is said inside a members' circle is for its members alone.
    """

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("everybody reads, members write")
        MEMBERS = "members", _("members read and write")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    summary = models.CharField(
        _("summary"), max_length=300, help_text=_("One or two short sentences, public.")
    )
    description = models.TextField(_("presentation"), blank=True, help_text=_("Markdown, public."))
    charter = models.TextField(
        _("charter"), help_text=_("Markdown, public. People accept it when they join.")
    )
    charter_version = models.PositiveSmallIntegerField(_("charter version"), default=1)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    territory = models.ForeignKey(
        "maillage_territories.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory"),
        help_text=_("Leave empty for a circle open to all territories."),
    )
    theme = models.CharField(
        _("theme"),
        max_length=60,
        choices=Theme,
        blank=True,
        help_text=_("What sessions on this theme left is shown in the circle."),
    )
    read_only_since = models.DateTimeField(
        _("read only since"), null=True, blank=True, editable=False
    )
    """Its portal was closed: what was said stays to be read, nobody writes or joins any more."""
    created_at = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="circles"
    )

    objects = CircleQuerySet.as_manager()

    class Meta:
        verbose_name = _("circle")
        verbose_name_plural = _("circles")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Whoever may read a circle may find its topics: both follow in the search."""
        with transaction.atomic():
            keep_slug_left(FormerCircleSlug, self)
            super().save(*args, **kwargs)
            index_later("circle", self.uuid)
            topics = list(self.topics.values_list("uuid", flat=True))
            if self.is_public:
                index_all_later("topic", topics)
            else:
                withdraw("topic", [(topic, DEFAULT_LANGUAGE) for topic in topics])

    def clean(self) -> None:
        super().clean()
        refuse_slug_of_others(FormerCircleSlug, self)

    @property
    def is_read_only(self) -> bool:
        return self.read_only_since is not None

    @property
    def is_public(self) -> bool:
        return self.visibility == self.Visibility.PUBLIC

    @property
    def acl_token(self) -> str:
        """What opens this circle's documents in the search."""
        return f"circle:{self.uuid}"

    @property
    def description_html(self) -> str:
        return render(self.description)

    @property
    def charter_html(self) -> str:
        return render(self.charter)


class FormerCircleSlug(FormerSlug):
    """A slug that a circle has left."""

    holder = models.ForeignKey(
        Circle, models.CASCADE, related_name="former_slugs", verbose_name=_("circle")
    )

    class Meta:
        verbose_name = _("former slug of a circle")
        verbose_name_plural = _("former slugs of circles")


@receiver(post_delete, sender=Circle)
def deleted(instance: Circle, **_rest: object) -> None:
    """Its topics, which go with it, say so themselves."""
    withdraw("circle", [(instance.uuid, DEFAULT_LANGUAGE)])


class Membership(models.Model):
    """A person's place in a circle, and the charter they accepted."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        FACILITATOR = "facilitator", _("facilitator")
        MODERATOR = "moderator", _("moderator")

    MODERATING = (Role.FACILITATOR, Role.MODERATOR)

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="circle_memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.MEMBER)
    charter_version = models.PositiveSmallIntegerField(_("charter accepted"))
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("circle", "joined_at")
        constraints = (
            models.UniqueConstraint(fields=("circle", "user"), name="member_once_a_circle"),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.circle}"

    @property
    def moderates(self) -> bool:
        return self.role in self.MODERATING
