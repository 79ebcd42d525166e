"""What the admin shows of lists and contents, and what their templates are given."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel

from maillage.pages import MaillagePage
from maillage_site.home.forms import PortalChildForm
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.portals.pages.context import page_context


def give_panels() -> None:
    """To the models, before any system check runs: they import nothing from above."""
    for model in (IndexPage, ContentPage):
        model.reader_context = page_context
        model.base_form_class = PortalChildForm
    IndexPage.content_panels = [
        *MaillagePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("section"),
    ]
    ContentPage.content_panels = [
        *MaillagePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("theme"),
        FieldPanel("body"),
    ]
    ContentPage.promote_panels = [
        *MaillagePage.promote_panels,
        FieldPanel("shared"),
        FieldPanel("offered"),
        FieldPanel("in_footer"),
    ]
