"""A question whose SQL is written once answers as its queryset does, with other values."""

from datetime import timedelta

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from wagtail.models import Page

from maillage.generations.questions import ANY_KEY, ANY_MOMENT, Question
from tests.site.factories import territory_portal

pytestmark = pytest.mark.django_db


def test_a_key_is_given_when_it_is_asked(django_assert_num_queries):
    portal = territory_portal()
    question = Question(Page.objects.filter(pk=ANY_KEY).select_related("locale"))
    with django_assert_num_queries(3):
        assert question.rows(key=portal.pk) == [Page.objects.get(pk=portal.pk)]
        assert question.rows(key=portal.pk)[0].locale.language_code == "fr"
    assert question.rows() == []


def test_a_moment_is_given_when_it_is_asked():
    portal = territory_portal()
    day = timedelta(days=1)
    published = portal.first_published_at or timezone.now()
    Page.objects.filter(pk=portal.pk).update(first_published_at=published)
    question = Question(Page.objects.filter(pk=ANY_KEY, first_published_at__lt=ANY_MOMENT))
    asked = [question.rows(key=portal.pk, at=published + late) for late in (-day, day)]
    assert [[page.pk for page in pages] for pages in asked] == [[], [portal.pk]]


def test_it_is_written_once_and_answered_each_time(monkeypatch):
    written = []
    write = SQLCompiler.as_sql
    monkeypatch.setattr(
        SQLCompiler, "as_sql", lambda *args, **kwargs: written.append(1) or write(*args, **kwargs)
    )
    question = Question(Page.objects.filter(live=True).values_list("title", flat=True))
    before = question.rows()
    territory_portal()
    written.clear()
    assert question.rows()[len(before) :] == ["Maillage", "Saône-et-Loire"]
    assert not written


def test_nothing_can_be_asked_of_an_empty_queryset():
    assert Question(Page.objects.none()).rows() == []
