"""What the admin and the public page need of models that know neither (law 3 of ADR 0028).

Given when the apps are ready, before any system check: Wagtail keeps a model's first edit handler.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from maillage.pages import MaillagePage
from maillage_events.agenda.event_page import page_context
from maillage_events.editing.forms import EventPageForm
from maillage_events.models import EventPage, EventSeries
from maillage_events.series.forms import SeriesForm


class ProposalPanel(Panel):
    """Shown as long as nobody has decided."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "maillage_events/admin/proposal.html"

        def is_shown(self) -> bool:
            return hasattr(self.instance, "proposal")

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            rights = self.instance.permissions_for_user(self.request.user)
            may_refuse = rights.can_publish() and rights.can_delete()
            return {**context, "proposal": self.instance.proposal, "may_refuse": may_refuse}


POSITION = _("The two numbers that a map gives for the door, for example 46.3069 and 4.8287.")
EVENT_PANELS = [
    ProposalPanel(),
    *MaillagePage.content_panels,
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            # One below the other: a calendar opens beside its field.
            *(FieldPanel(name) for name in ("start_date", "start_time", "end_date", "end_time")),
            FieldPanel("repeats"),
            FieldPanel("repeats_on"),
            FieldPanel("repeats_until"),
            FieldPanel("repeats_count"),
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
            FieldRowPanel(
                [
                    FieldPanel("latitude", heading=_("Position: first number"), help_text=POSITION),
                    FieldPanel("longitude", heading=_("Position: second number")),
                ]
            ),
            FieldPanel("location_note"),
        ],
        heading=_("Where"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("conference_url"),
            FieldPanel("conference_provider"),
            FieldRowPanel([FieldPanel("conference_phone"), FieldPanel("conference_pin")]),
            FieldRowPanel([FieldPanel("conference_access"), FieldPanel("conference_opens_before")]),
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
            FieldPanel("registration_opens_at"),
            FieldPanel("registration_closes_at"),
        ],
        heading=_("Sign-up"),
    ),
]


def give() -> None:
    EventPage.base_form_class = EventPageForm
    EventPage.content_panels = EVENT_PANELS
    EventPage.reader_context = page_context
    EventSeries.base_form_class = SeriesForm
