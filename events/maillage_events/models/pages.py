"""The pages of events: words in one language, and the facts an editor proposes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from maillage.pages import MaillagePage
from maillage_events.editing.forms import EventPageForm
from maillage_events.models.events import Event
from maillage_events.models.facts import FACTS, EventFacts
from maillage_events.models.querysets import EventPageManager
from maillage_events.proposals.panels import ProposalPanel
from maillage_events.recurrence.zones import zone_choices

INDEX_SLUG = "agenda"
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class EventIndexPage(MaillagePage):
    """Holds a portal's event pages; readers see the agenda at its address."""

    search_kind = ""
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["maillage_events.EventPage"]
    content_panels: ClassVar = [*MaillagePage.content_panels]
    promote_panels: ClassVar = []
    template = "maillage_events/event_index_page.html"

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Once a portal."""
        portal = getattr(parent.specific_class, "is_portal", False)
        taken = parent.get_children().type(cls).exists()
        return portal and not taken and super().can_create_at(parent)

    def full_clean(self, *args: object, **kwargs: object) -> None:
        self.slug = INDEX_SLUG
        super().full_clean(*args, **kwargs)


class EventPage(EventFacts, MaillagePage):
    """An event in one language.

    Its facts are a proposal: publishing gives them to ``publication.publish_facts``, which
    alone writes Event and Occurrence. All the languages and aliases of a page share one Event;
    a copy gets its own when it is published.
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
        help_text=_("For who does not see it. Empty when it is only there to look nice."),
    )
    body = RichTextField(_("description"), blank=True, features=FEATURES)

    search_kind = "event"
    parent_page_types: ClassVar = ["maillage_events.EventIndexPage"]
    subpage_types: ClassVar = []
    # Facts hold for every language: a translator is asked for words alone.
    override_translatable_fields: ClassVar = [SynchronizedField(name) for name in FACTS]
    base_form_class = EventPageForm
    template = "maillage_events/event_page.html"
    objects = EventPageManager()

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")

    def save(self, *args: object, **kwargs: object) -> None:
        """A copy never keeps the event it was copied from; a page born live is published."""
        from maillage_events.publishing import publication  # noqa: PLC0415 -- verbs use models

        with transaction.atomic():
            publication.let_go_of_foreign_event(self)
            super().save(*args, **kwargs)
            if self.live and self.event_id is None and self.alias_of_id is None:
                publication.publish_facts(self)

    def after_publication(self) -> None:
        """Publishing, unpublishing and deleting all end here, whatever the path to them."""
        from maillage_events.publishing import publication  # noqa: PLC0415 -- verbs use models

        publication.follow_page(self)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        from maillage_events.agenda.event_page import page_context  # noqa: PLC0415 -- verbs use models

        context = super().get_context(request, *args, **kwargs)
        return {**context, **page_context(self, request, at=now())}

    content_panels: ClassVar = [
        ProposalPanel(),
        *MaillagePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time")]),
                FieldRowPanel([FieldPanel("end_date"), FieldPanel("end_time")]),
                FieldPanel("repeats"),
                FieldPanel("repeats_on"),
                FieldRowPanel([FieldPanel("repeats_until"), FieldPanel("repeats_count")]),
                FieldPanel("timezone"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("attendance_mode"),
                FieldPanel("place_urn"),
                FieldPanel("place_name"),
                FieldPanel("address"),
                FieldPanel("commune_code"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("location_note"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("conference_url"),
                FieldPanel("conference_provider"),
                FieldRowPanel([FieldPanel("conference_phone"), FieldPanel("conference_pin")]),
                FieldRowPanel(
                    [FieldPanel("conference_access"), FieldPanel("conference_opens_before")]
                ),
            ],
            heading=_("Video conference"),
        ),
        FieldPanel("image"),
        FieldPanel("image_alt"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("event_type"),
                FieldPanel("themes"),
                FieldPanel("audience"),
                FieldPanel("accessibility"),
                FieldPanel("language"),
                FieldPanel("organizer_name"),
                FieldPanel("organizer_email"),
                FieldPanel("visibility"),
            ],
            heading=_("About"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("registration_mode"),
                FieldPanel("registration_url"),
                FieldRowPanel([FieldPanel("onsite_capacity"), FieldPanel("online_capacity")]),
                FieldPanel("waitlist_enabled"),
                FieldPanel("offer_minutes"),
                FieldPanel("guests_max"),
                FieldPanel("replay_signup"),
                FieldPanel("questions"),
                FieldRowPanel(
                    [FieldPanel("registration_opens_at"), FieldPanel("registration_closes_at")]
                ),
            ],
            heading=_("Sign-up"),
        ),
    ]
