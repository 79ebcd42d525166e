"""The same in every language: who changes the admin's language keeps their dates."""

from maillage_site.formats.typed import DATES, MOMENTS, TIMES

DATE_INPUT_FORMATS = list(DATES)
TIME_INPUT_FORMATS = list(TIMES)
DATETIME_INPUT_FORMATS = list(MOMENTS)

# Read day first too.
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
