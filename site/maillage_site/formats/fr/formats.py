"""Typed the same in every language: who changes the admin's language keeps their dates.

Hours are read as the readers' pages write them: 21 h 28.
"""

from maillage_site.formats.typed import DATES, MOMENTS, TIMES

DATE_INPUT_FORMATS = list(DATES)
TIME_INPUT_FORMATS = list(TIMES)
DATETIME_INPUT_FORMATS = list(MOMENTS)

# Narrow no-break spaces: an hour is never broken over two lines.
TIME_FORMAT = "G\u202f\\h\u202fi"
DATETIME_FORMAT = f"j F Y à {TIME_FORMAT}"
SHORT_DATETIME_FORMAT = f"d/m/Y à {TIME_FORMAT}"
