"""A moment is read in the admin as on the readers' pages, and no language puts the month first."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format
from wagtail_localize.models import StringTranslation

from maillage.ui import french

MOMENT = datetime(2026, 12, 5, 21, 28, tzinfo=UTC)


@pytest.mark.parametrize("form", ["TIME_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"])
def test_an_hour_is_written_as_readers_read_it(form):
    with translation.override("fr"):
        assert date_format(MOMENT, form).endswith(french.hour(MOMENT))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_day_comes_first(language):
    with translation.override(language):
        assert date_format(date(2026, 12, 5), "SHORT_DATE_FORMAT") in {"05/12/2026", "5 déc. 2026"}
        assert date_format(MOMENT, "SHORT_DATETIME_FORMAT").startswith("05/12/2026")


def test_a_text_was_translated_on_a_date_without_english():
    translated = StringTranslation(translation_type="manual", updated_at=MOMENT)
    with translation.override("fr"):
        assert "05/12/2026" in translated.get_comment()
