"""Filters and tags, in the language being read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, engines
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from maillage.ui.navigation import menu_links
from maillage.ui.templatetags.maillage_ui import typo
from tests.site.ui.gallery import GalleryForm

REUNION = datetime(2026, 12, 8, 20, 30, tzinfo=ZoneInfo("Indian/Reunion"))


def render(source: str, **values: object) -> str:
    template = engines["django"].from_string("{% load maillage_ui %}" + source)
    return template.render(Context(values).flatten())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "mardi 8 décembre à 20\u202fh\u202f30, à 3,2\u202fkm, trois"),
        ("en", "Tuesday 8 December at 8:30\u00a0pm, 3.2\u00a0km away, three"),
    ],
)
def test_filters_follow_the_language_and_keep_the_zone_they_are_given(language, expected):
    with translation.override(language):
        source = "{{ at|day_hour }}, {{ km|distance }}, {{ n|in_words }}"
        assert render(source, at=REUNION, km=3.24, n=3) == expected


def test_typography_escapes_text_and_leaves_markup():
    assert typo("<b> ?") == "&lt;b&gt;\u202f?"
    assert typo(mark_safe("<b>Oui !</b>")) == "<b>Oui\u202f!</b>"


def test_a_moment_of_the_database_is_shown_in_the_current_zone():
    stored = datetime(2026, 12, 8, 16, 30, tzinfo=UTC)
    with timezone.override("Indian/Reunion"):
        assert render("{{ at|day_hour }}", at=stored) == "mardi 8 décembre à 20\u202fh\u202f30"


def test_the_summary_of_errors_is_drawn_once():
    source = "{% form_errors form %}{{ form }}"
    assert render(source, form=GalleryForm({})).count("error-summary") == 1


def test_nothing_asked_of_an_unbound_form():
    assert render("{% form_errors form %}", form=GalleryForm()).strip() == ""


def test_the_current_entry_of_a_menu():
    links = menu_links([("Lieux", "/lieux/"), ("Agenda", "/agenda/")], "/lieux/1/")
    assert [(link.label, link.current) for link in links] == [("Lieux", True), ("Agenda", False)]
