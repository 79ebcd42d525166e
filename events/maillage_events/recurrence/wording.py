"""A repetition in words: "every second Tuesday of the month"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.ui.wording import wording
from maillage_events.recurrence.rules import LAST

if TYPE_CHECKING:
    from maillage_events.recurrence.rules import Rule

RANKS = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    LAST: gettext_lazy("last"),
}
EVERY_OTHER = 2


def in_words(rule: Rule) -> str:
    """How often, and until when; in the active language."""
    often = _monthly(rule) if rule.rank else _weekly(rule)
    if rule.until is None:
        return often
    said = {"often": often, "day": wording().day_year(rule.until)}
    return _("%(often)s, until %(day)s") % said


def _weekly(rule: Rule) -> str:
    days = get_text_list([str(WEEKDAYS[day]) for day in rule.weekdays], _("and"))
    if rule.interval == 1:
        return _("Every week on %(days)s") % {"days": days}
    if rule.interval == EVERY_OTHER:
        return _("Every other week on %(days)s") % {"days": days}
    said = {"count": rule.interval, "days": days}
    return _("Every %(count)s weeks on %(days)s") % said


def _monthly(rule: Rule) -> str:
    said = {"rank": RANKS[rule.rank], "day": WEEKDAYS[rule.weekdays[0]], "count": rule.interval}
    if rule.interval == 1:
        return _("The %(rank)s %(day)s of every month") % said
    return _("The %(rank)s %(day)s, every %(count)s months") % said
