"""What waits for a person, whoever brings it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.plugin import contributions
from maillage.workload import WaitingWork

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from maillage.accounts.models import User
    from maillage.workload import Waiting

# What is told in days for two months, then in months for two years.
MONTHS_FROM, YEARS_FROM = 62, 24
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Line:
    """One kind of thing that waits, with the age of the oldest in words."""

    waiting: Waiting
    age: str


def lines_for(person: User, *, at: datetime) -> list[Line]:
    """By contribution; a plugin that fails is logged, and the others are told."""
    today = localdate(at)
    return [
        Line(one, _age(one.since, today))
        for work in contributions(WaitingWork)
        for one in _told(work, person, at)
        if one.number
    ]


def _told(work: WaitingWork, person: User, at: datetime) -> Iterator[Waiting]:
    try:
        yield from work.waiting(person, at)
    except Exception:
        logger.exception("What waits in %s cannot be told", work.name)


def _age(since: date | None, today: date) -> str:
    if since is None:
        return ""
    days = (today - since).days
    if days < 1:
        return _("since today")
    if days < MONTHS_FROM:
        return ngettext("for %(number)d day", "for %(number)d days", days) % {"number": days}
    past = relativedelta(today, since)
    months = 12 * past.years + past.months
    if months < YEARS_FROM:
        said = ngettext("for %(number)d month", "for %(number)d months", months)
        return said % {"number": months}
    said = ngettext("for %(number)d year", "for %(number)d years", past.years)
    return said % {"number": past.years}
