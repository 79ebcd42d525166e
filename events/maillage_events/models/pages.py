"""The pages of events: words in one language, and the facts an editor proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail_localize.fields import SynchronizedField

from maillage.pages import MaillagePage, portal_models, readable
from maillage_events.models.events import Event
from maillage_events.models.facts import FACTS, EventFacts
from maillage_events.recurrence.zones import zone_choices

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

INDEX_SLUG = "agenda"
# Published, unpublished or deleted: ``receivers`` answers. Sent with the page.
publication_changed = Signal()
# Other people than before may read some: sent with the pages.
privacy_changed = Signal()
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class EventPageQuerySet(PageQuerySet):
    """Pages of events."""

    def open_to_all(self) -> Self:
        """Live, with no restriction on them or on a page above."""
        return readable(self.filter(live=True))


EventPageManager = PageManager.from_queryset(EventPageQuerySet)


class EventIndexPage(MaillagePage):
    """Holds a portal's event pages; readers see the agenda at its address."""

    search_kind = ""
    subpage_types: ClassVar = ["maillage_events.EventPage"]
    content_panels: ClassVar = [*MaillagePage.content_panels]
    promote_panels: ClassVar = []
    template = "maillage_events/event_index_page.html"

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    @classmethod
    def clean_parent_page_models(cls) -> list[type[Page]]:
        """Right under a portal, whoever brings that type of page."""
        return portal_models()

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Once a portal."""
        return not _has_agenda(parent) and super().can_create_at(parent)

    def can_move_to(self, parent: Page) -> bool:
        return not _has_agenda(parent) and super().can_move_to(parent)

    def full_clean(self, *args: object, **kwargs: object) -> None:
        self.slug = INDEX_SLUG
        super().full_clean(*args, **kwargs)


def _has_agenda(portal: Page) -> bool:
    return portal.get_children().type(EventIndexPage).exists()


class EventPage(EventFacts, MaillagePage):
    """An event in one language.

    Its facts are a proposal: publishing gives them to ``publication.publish_facts``, which
    alone writes Event and Occurrence (see ``receivers``). All the languages and aliases of a page
    share one Event; a copy gets its own when it is published.
    """

    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, editable=False, related_name="pages"
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=40,
        blank=True,
        choices=zone_choices,
        help_text=_("Empty: the place's, else the territory's."),
    )
    image = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Wide rather than tall, without text in it: calendars show it small."),
    )
    image_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Read aloud to people who do not see it."),
    )
    body = RichTextField(_("description"), blank=True, features=FEATURES)

    search_kind = "event"
    parent_page_types: ClassVar = ["maillage_events.EventIndexPage"]
    subpage_types: ClassVar = []
    # Facts hold for every language: a translator is asked for words alone.
    override_translatable_fields: ClassVar = [SynchronizedField(name) for name in FACTS]
    template = "maillage_events/event_page.html"
    objects = EventPageManager()
    # What its template needs; given by ``panels``, as the admin's form and panels are.
    reader_context: ClassVar[Callable[..., dict[str, object]]]

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")

    def after_publication(self) -> None:
        """Publishing, unpublishing and deleting all end here, whatever the path to them."""
        publication_changed.send(sender=EventPage, page=self)

    @classmethod
    def after_privacy(cls, pages: Sequence[MaillagePage]) -> None:
        privacy_changed.send(sender=EventPage, pages=pages)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **type(self).reader_context(self, request, at=now())}
