"""Models know neither the admin's forms nor the public page: both are given when apps are ready."""

from __future__ import annotations

from maillage_events.editing.forms import EventPageForm
from maillage_events.models import EventPage, EventSeries
from maillage_events.panels import ProposalPanel
from maillage_events.series.forms import SeriesForm


def test_the_edit_handlers_that_wagtail_keeps_have_our_forms_and_panels():
    handler = EventPage.get_edit_handler()
    assert issubclass(handler.get_form_class(), EventPageForm)
    assert isinstance(handler.children[0].children[0], ProposalPanel)
    assert issubclass(EventSeries.snippet_viewset.get_edit_handler().get_form_class(), SeriesForm)
