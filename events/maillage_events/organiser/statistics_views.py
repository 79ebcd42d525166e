"""What the agenda did, by month and by portal, for who answers for it: a table and its CSV."""

from __future__ import annotations

import csv
import logging
from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.permissions import may_everywhere, territories_where, verb_required
from maillage.text.spreadsheets import neutral
from maillage_events.models import Event
from maillage_events.organiser.registrants import BOM, Echo
from maillage_events.organiser.statistics import (
    MONTHS,
    PARIS,
    Portals,
    counts_of,
    total,
    years_known,
)
from maillage_events.presentation.portals import portal_territories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from maillage.accounts.models import User
    from maillage_events.organiser.statistics import Counts, Key

logger = logging.getLogger(__name__)
NATIONAL = "national"  # in addresses, where an empty portal means all


@verb_required("view", Event)
@require_safe
@never_cache
def statistics(request: HttpRequest) -> HttpResponse:
    """A year by month, of one portal or of all of the person's, then each portal's total."""
    every = portals_of(request.user)
    years, year = _year(request)
    counts = counts_of(year, every)
    names = _names(every)
    asked = request.GET.get("portail", "")
    slug = "" if asked == NATIONAL else asked
    one = slug if asked and slug in names else None
    told = {key: value for key, value in counts.items() if one is None or key[1] == one}
    by_month = [
        (month_name(year, month), total(value for key, value in told.items() if key[0] == month))
        for month in MONTHS
    ]
    by_portal = [
        (name, slug or NATIONAL, total(value for key, value in counts.items() if key[1] == slug))
        for slug, name in names.items()
    ]
    context = {
        "year": year,
        "years": years,
        "chosen": "" if one is None else asked,
        "chosen_name": names.get(one, "") if one is not None else "",
        "portals": [(name, slug or NATIONAL) for slug, name in names.items()],
        "by_month": by_month,
        "by_portal": sorted(by_portal, key=lambda row: -row[2].people),
        "total": total(told.values()),
        "everything": total(counts.values()),
    }
    return TemplateResponse(request, "maillage_events/organiser/statistics.html", context)


@verb_required("view", Event)
@require_safe
@never_cache
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """One line a month and portal; who took it away is written in the journal."""
    portals = portals_of(request.user)
    _years, year = _year(request)
    logger.info("account %s exported the agenda's statistics of %s", request.user.pk, year)
    lines = _lines(year, counts_of(year, portals), _names(portals))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="agenda-{year}.csv"'
    return response


def portals_of(user: User) -> Portals:
    """Those the person answers for; every one for the national team."""
    if may_everywhere(user, "view", Event):
        return Portals(tuple(portal_territories()), national=True)
    own = territories_where(user, "view", Event)
    return Portals(tuple(sorted(own, key=lambda one: one.name)), national=False)


def _names(portals: Portals) -> dict[str, str]:
    """Slug → name, the national portal first."""
    national = {"": _("National portal")} if portals.national else {}
    return national | {territory.slug: territory.name for territory in portals.territories}


def _year(request: HttpRequest) -> tuple[list[int], int]:
    """(years to choose from, the one asked for or this one)."""
    this = timezone.now().astimezone(PARIS).year
    years = sorted({*years_known(), this}, reverse=True)
    asked = {str(year): year for year in years}
    return years, asked.get(request.GET.get("annee", ""), this)


def month_name(year: int, month: int) -> str:
    return date_format(date(year, month, 1), "F Y")


def _lines(year: int, counts: dict[Key, Counts], names: dict[str, str]) -> Iterator[str]:
    writer = csv.writer(Echo(), delimiter=";")
    head = [
        *(_("Month"), _("Portal"), _("Sessions organised"), _("National sessions taken up")),
        *(_("Sign-ups"), _("People expected"), _("People who came"), _("Openings afterwards")),
        _("Replay only"),
    ]
    yield BOM + writer.writerow(head)
    for (month, slug), told in sorted(counts.items()):
        row = [f"{year}-{month:02}", names.get(slug, slug), *astuple(told)]
        yield writer.writerow([neutral(str(value)) for value in row])
