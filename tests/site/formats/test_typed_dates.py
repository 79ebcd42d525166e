"""A date means the same to whoever types it and to the site, in both languages of the admin."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse
from django.utils import translation
from django.utils.timezone import make_naive
from django_filters.filterset import BaseFilterSet
from wagtail.admin.views.reports.aging_pages import AgingPagesReportFilterSet
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail.users.models import UserProfile

from maillage.languages import whole_languages
from maillage_events.models import EventPage
from maillage_site.home.models import ContentPage, IndexPage
from tests.events.factories import NOON, event_page, weekly_event
from tests.site.admin_forms import as_sent
from tests.site.factories import UserFactory, territory_portal

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LANGUAGES = whole_languages()
DAY, HOUR = date(2026, 12, 5), time(14, 30)
KINDS = {
    forms.DateTimeField: datetime(2026, 12, 5, 14, 30),
    forms.DateField: DAY,
    forms.TimeField: HOUR,
}
TYPED = {
    DAY: ["05/12/2026", "5/12/2026", "05.12.2026", "05-12-2026", "05/12/26", "2026-12-05"],
    HOUR: ["14:30", "14h30", "14 h 30", "14:30:00"],
    KINDS[forms.DateTimeField]: [
        *("05/12/2026 14:30", "05/12/2026 14h30", "05/12/2026 à 14 h 30"),
        *("2026-12-05 14:30", "2026-12-05T14:30"),
    ],
}
NO_DATE = ("12/25/2026", "pas une date", "30/02/2026", "demain", "2026-25-12", "26h")


def subclasses(base):
    for one in base.__subclasses__():
        yield one
        yield from subclasses(one)


def typed_fields():
    """(form, field's name, field) of each date and time that a form of the site lets type.

    What the browser itself shows as a date (``type=date``) is sent as ISO 8601.
    """
    assert get_resolver().url_patterns
    assert AgingPagesReportFilterSet(queryset=Page.objects.none()).form
    for model in get_page_models():
        model.get_edit_handler().get_form_class()
    for model in get_snippet_models():
        model.snippet_viewset.get_edit_handler().get_form_class()
    return [
        (form, name, field)
        for form in subclasses(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if kind(field) and getattr(field.widget, "input_type", "") == "text"
    ]


def kind(field):
    """What one types there: a filter on moments may ask for a day."""
    if isinstance(field.widget, forms.DateInput):
        return forms.DateField
    return next((kind for kind in KINDS if isinstance(field, kind)), None)


def read(field, text):
    """The wall time that the field understands; None when it refuses."""
    try:
        value = field.clean(text)
    except ValidationError:
        return None
    if isinstance(value, datetime):
        moment = make_naive(value)
        return moment.date() if kind(field) is forms.DateField else moment
    return value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_reads_what_french_people_type_and_shows_what_it_reads(language):
    fields = typed_fields()
    wrong = []
    with translation.override(language):
        for form, name, field in fields:
            wanted = KINDS[kind(field)]
            shown = field.widget.format_value(wanted)
            wrong += [
                (form.__name__, name, text, read(field, text))
                for text in (*TYPED[wanted], shown)
                if read(field, text) != wanted
            ]
            wrong += [(form.__name__, name, text) for text in NO_DATE if read(field, text)]
    assert wrong == []
    assert {form.__module__.partition(".")[0] for form, *_rest in fields} >= {
        *("maillage_events", "maillage_cartography")
    }


ISO = {"date": (DAY, "2026-12-05"), "time": (HOUR, "14:30")}
ISO["datetime-local"] = (KINDS[forms.DateTimeField], "2026-12-05T14:30")


def browsers_pickers():
    """(class, field's name, widget) of what the browser shows as a date or a time, filters too."""
    assert get_resolver().url_patterns
    of_forms = (
        (form, name, field.widget)
        for form in subclasses(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
    )
    of_filters = (
        (filters, name, widget() if isinstance(widget, type) else widget)
        for filters in subclasses(BaseFilterSet)
        for name, one in filters.base_filters.items()
        if (widget := one.extra.get("widget"))
    )
    return [found for found in (*of_forms, *of_filters) if shown_as(found[2]) in ISO]


def shown_as(widget):
    return widget.attrs.get("type") or getattr(widget, "input_type", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_browser_shows_as_a_date_is_written_as_iso_8601(language):
    """Any other value is an empty field to a browser."""
    pickers = browsers_pickers()
    with translation.override(language):
        wrong = [
            (owner.__name__, name, widget.format_value(ISO[shown_as(widget)][0]))
            for owner, name, widget in pickers
            if widget.format_value(ISO[shown_as(widget)][0]) != ISO[shown_as(widget)][1]
        ]
    assert wrong == []
    assert {owner.__name__ for owner, *_rest in pickers} >= {"ProposalForm"}
    assert {name for _owner, name, _widget in pickers} >= {"du", "au", "jour", "heure"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picker_writes_as_its_field_reads_and_replaces_nothing(language):
    with translation.override(language):
        pickers = [field for *_form, field in typed_fields() if hasattr(field.widget, "get_config")]
        told = {
            (
                type(field.widget).__name__,
                field.widget.js_format,
                field.widget.get_config().get("validateOnBlur"),
            )
            for field in pickers
        }
    assert told == {
        ("AdminDateInput", "d/m/Y", False),
        ("AdminTimeInput", "H:i", False),
        ("AdminDateTimeInput", "d/m/Y H:i", False),
    }


@pytest.fixture
def editor(client):
    user = UserFactory(is_superuser=True)
    profile = UserProfile.objects.create(user=user)
    client.force_login(user)

    def speaks(language):
        profile.preferred_language = language
        profile.save()
        return client

    return speaks


@pytest.fixture
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def page_of(model):
    """One page of that type."""
    portal = territory_portal()
    if model in {ContentPage, IndexPage}:
        return portal.add_child(instance=model(title="Fiche", slug="fiche"))
    page = event_page(portal)
    return model.objects.ancestor_of(page, inclusive=True).last()


DATED = {
    EventPage: {
        "start_date": "05/12/2026",
        "start_time": "14h30",
        "end_time": "16:00",
        "registration_opens_at": "02/12/2026 08:00",
        "registration_closes_at": "04/12/2026 20:00",
    }
}
ALWAYS = {"go_live_at": "05/12/2026 09:00", "expire_at": "06/01/2027 18:00"}


@pytest.mark.usefixtures("_at_noon")
@pytest.mark.parametrize("model", get_page_models()[1:], ids=lambda model: model.__name__)
def test_a_page_saved_again_in_either_language_keeps_its_dates(editor, model):
    page = page_of(model)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    typed, kept = {**ALWAYS, **DATED.get(model, {})}, []
    for language in ("fr", "en", "en", "fr"):
        sent = as_sent(editor(language).get(address), **typed)
        typed = {}
        response = editor(language).post(address, sent)
        assert response.status_code == 302, response.context["form"].errors
        draft = model.objects.get(pk=page.pk).get_latest_revision_as_object()
        kept.append({name: getattr(draft, name) for name in (*ALWAYS, *DATED.get(model, {}))})
    assert kept == [kept[0]] * 4
    assert kept[0]["go_live_at"] == datetime(2026, 12, 5, 8, tzinfo=UTC)
    assert kept[0].get("start_date", DAY) == DAY


@pytest.mark.usefixtures("_at_noon")
def test_a_date_moved_twice_stays_where_it_was_moved(editor):
    one = weekly_event(territory_portal()).occurrences.first()
    page = EventPage.objects.get(event=one.event)
    address = reverse("maillage_events_move_date", args=[page.pk, one.uuid])
    sent = as_sent(editor("fr").get(address), day="05/01/2027", start="14h30", end="16h")
    seen = []
    for language in ("fr", "en", "en"):
        response = editor(language).post(address, sent)
        assert response.status_code in {200, 302}, response.context["form"].errors
        one.refresh_from_db()
        seen.append((one.local_start, one.local_end))
        sent = as_sent(editor(language).get(address))
    assert seen == [(datetime(2027, 1, 5, 14, 30), datetime(2027, 1, 5, 16))] * 3


@pytest.mark.usefixtures("_at_noon")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["12/25/2026", "pas une date", "30/02/2026"])
def test_what_is_no_date_is_told_and_given_back(editor, language, text):
    page = event_page(territory_portal())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent = as_sent(editor(language).get(address), start_date=text)
    response = editor(language).post(address, sent)
    assert set(response.context["form"].errors) == {"start_date"}
    assert response.context["form"]["start_date"].value() == text
    assert not page.revisions.exclude(pk=page.latest_revision_id).exists()
