"""Series: events of a cycle, put together by an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.core.validators import ProhibitNullCharactersValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.former_slugs import FormerSlug, keep_slug_left, refuse_slug_of_others
from maillage.outbox.writing import index_later, withdraw
from maillage.scope import DEFAULT_LANGUAGE
from maillage.territories.querysets import TerritorialQuerySet
from maillage_events.models.events import Event

if TYPE_CHECKING:
    from maillage.scope import Scope

SEARCH_KIND = "event-series"
NO_NUL = ProhibitNullCharactersValidator()


class SeriesQuerySet(TerritorialQuerySet):
    """Series by who may see them."""

    territory_path = "territory"

    def listed(self) -> Self:
        """Shown to the public, with at least one event that lists show."""
        return self.filter(live=True, pk__in=_holding(Event.objects.listed()))

    def shown_in(self, scope: Scope) -> Self:
        """The territory's own, and those with a national event that its portal took up."""
        if scope.territory is None:
            return self
        here = Event.objects.listed().shown_in(scope)
        national = Q(territory__isnull=True, pk__in=_holding(here))
        return self.filter(self._in(scope.territory) | national)

    def of_event(self, event: Event) -> Self:
        return self.filter(events=event)


class EventSeries(models.Model):
    """A cycle of events with a page, a feed and a sign-up of its own (schema.org EventSeries).

    The events stay what they are: one UID, one pool of seats and one page each. The programme
    follows their dates, so that a date that moves takes its right place by itself.
    ``modified_at`` counts in the fingerprint of its feeds.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("address of the page"), max_length=80, unique=True, help_text=_("Example: rendez-vous")
    )
    title = models.CharField(_("title"), max_length=150, validators=[NO_NUL])
    introduction = models.TextField(
        _("introduction"),
        max_length=2000,
        blank=True,
        validators=[NO_NUL],
        help_text=_("For whom, what one learns, how the dates follow each other."),
    )
    title_en = models.CharField(
        _("title in English"), max_length=150, blank=True, validators=[NO_NUL]
    )
    introduction_en = models.TextField(
        _("introduction in English"), max_length=2000, blank=True, validators=[NO_NUL]
    )
    territory = models.ForeignKey(
        "maillage_territories.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory"),
        help_text=_("None: a national series, shown where at least one of its events is."),
    )
    events = models.ManyToManyField(
        Event, related_name="series", blank=True, verbose_name=_("events of the series")
    )
    live = models.BooleanField(_("shown to the public"), default=True)
    modified_at = models.DateTimeField(default=now, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="series_has_a_title"),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Its feeds have another fingerprint, and the search looks at it again."""
        self.modified_at = now()
        with transaction.atomic():
            keep_slug_left(FormerSeriesSlug, self)
            super().save(*args, **kwargs)
            index_later(SEARCH_KIND, self.uuid)
            if not self.live:
                self.leave_the_search()

    def clean(self) -> None:
        super().clean()
        refuse_slug_of_others(FormerSeriesSlug, self)

    def leave_the_search(self) -> None:
        withdraw(SEARCH_KIND, [(self.uuid, language) for language in (DEFAULT_LANGUAGE, "en")])

    def title_in(self, language: str) -> str:
        return self.title if language == DEFAULT_LANGUAGE else self.title_en or self.title

    def introduction_in(self, language: str) -> str:
        if language == DEFAULT_LANGUAGE:
            return self.introduction
        return self.introduction_en or self.introduction

    def languages(self) -> list[str]:
        """Those it is told in."""
        return [DEFAULT_LANGUAGE, "en"] if self.title_en else [DEFAULT_LANGUAGE]


class FormerSeriesSlug(FormerSlug):
    """A slug that a series has left."""

    holder = models.ForeignKey(
        EventSeries, models.CASCADE, related_name="former_slugs", verbose_name=_("series")
    )

    class Meta:
        verbose_name = _("former slug of a series")
        verbose_name_plural = _("former slugs of series")


@receiver(post_delete, sender=EventSeries)
def deleted(instance: EventSeries, **_rest: object) -> None:
    """One by one or several at once, which calls no method of theirs."""
    instance.leave_the_search()


def _holding(events: object) -> object:
    """Primary keys of the series that hold at least one of these events."""
    through = EventSeries.events.through.objects
    return through.filter(event__in=events.values("pk")).values("eventseries")
