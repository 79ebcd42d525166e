"""The forms of a place and of an organisation in the admin, field by field."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from maillage_cartography.editing.forms import PlaceForm
from maillage_cartography.organisations.forms import OrganisationForm

POSITION = _("The two numbers that a map gives for the door, for example 46.3069 and 4.8287.")
PLACE = ObjectList(
    (
        MultiFieldPanel([FieldPanel("name"), FieldPanel("pivot")], heading=_("The place")),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("address_extra"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("town")]),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "latitude", heading=_("Position: first number"), help_text=POSITION
                        ),
                        FieldPanel("longitude", heading=_("Position: second number")),
                    ]
                ),
                FieldPanel("mobility"),
            ],
            heading=_("Where it is"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("phone", "emails", "websites", "booking_url")],
            heading=_("How to reach it"),
        ),
        MultiFieldPanel([FieldPanel("week"), FieldPanel("hours_text")], heading=_("When it opens")),
        MultiFieldPanel([FieldPanel("stops")], heading=_("Where and when it stops")),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("services", "support_modes", "access_modes", "costs", "publics")
            ]
            + [FieldPanel("specific_care")],
            heading=_("What people find there"),
        ),
        MultiFieldPanel([FieldPanel("summary"), FieldPanel("description")], heading=_("In words")),
        MultiFieldPanel(
            [FieldPanel("organisation")]
            + [FieldPanel(name) for name in ("kinds", "programmes", "labels", "other_labels")]
            + [FieldPanel(name) for name in ("parent_organisation", "credit", "accessibility_url")]
            + [FieldPanel("read_at")],
            heading=_("Networks and sources"),
            classname="collapsed",
        ),
    ),
    base_form_class=PlaceForm,
)
ORGANISATION = ObjectList(
    [
        FieldPanel(name)
        for name in ("name", "town", "pivot", "phone", "email", "website", "summary")
    ],
    base_form_class=OrganisationForm,
)
