"""Asking places whether their record is exact, and keeping what they answer.

The first question comes from a coordinator; the next ones follow the rhythm that the place chose.
What must be corrected joins what readers say: a person of the territory decides.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from maillage.emails import tokens as email_tokens
from maillage.generations.counters import PLACES, bump
from maillage_cartography.freshness.emails import send_question
from maillage_cartography.models import Place, PlaceCheck, PlaceReport
from maillage_cartography.reader_reports import reports

if TYPE_CHECKING:
    from maillage_cartography.models.places import PlaceQuerySet

Answer, Rhythm = PlaceCheck.Answer, PlaceCheck.Rhythm
# A source's own date is trusted as long as a place's word is.
STALE_AFTER = relativedelta(months=6)
LINK_LIFETIME = timedelta(days=60)
# After that without an answer, the place is a coordinator's to call.
ANSWERED_WITHIN = timedelta(days=30)
AT_ONCE = 500
REPORTED = {Answer.WRONG: PlaceReport.Kind.OTHER, Answer.CLOSED: PlaceReport.Kind.CLOSED}


class CannotBeAsked(Exception):
    """The record holds no mail address, or the place wants no mail."""


def to_check(places: PlaceQuerySet, on: date) -> PlaceQuerySet:
    """Those that nobody confirmed for long, the oldest information first."""
    due = Q(freshness__due_on__lte=on)
    # Asked never, or asked by nobody's choice: the source's date tells.
    stale = Q(freshness__due_on=None, updated_on__lte=on - STALE_AFTER)
    wants_none = Q(freshness__rhythm=Rhythm.NEVER, freshness__verified_on__gt=on - STALE_AFTER)
    return places.filter(due | stale).exclude(wants_none).order_by("updated_on", "pk")


def address_of(place: Place) -> str:
    """Whom to ask: the place itself, otherwise the organisation that runs it; "" for nobody."""
    for address in place.values("emails"):
        return address
    return place.organisation.email if place.organisation else ""


@transaction.atomic
def ask(place: Place, *, at: datetime) -> PlaceCheck:
    """Send the question; the link of an earlier one is good no more. Raises CannotBeAsked."""
    address, check = address_of(place), _locked(place)
    if not address or check.rhythm == Rhythm.NEVER:
        raise CannotBeAsked
    token = email_tokens.new_token()
    check.asked_at = at
    check.token_hash, check.token_expires_at = email_tokens.digest(token), at + LINK_LIFETIME
    check.due_on = timezone.localdate(at) + ANSWERED_WITHIN
    check.save()
    send_question(place, address, token, at=at)
    return check


def ask_due(at: datetime) -> int:
    """Ask again the places that answered once, when the time they chose has come; how many."""
    answered = Place.objects.filter(
        freshness__due_on__lte=timezone.localdate(at), freshness__answered_at__isnull=False
    )
    silent = Q(freshness__asked_at__gt=F("freshness__answered_at"))
    due = answered.exclude(silent).exclude(freshness__rhythm=Rhythm.NEVER)
    due = due.filter(~Q(emails="") | Q(organisation__email__gt=""))
    due = due.select_related("commune", "hours", "organisation")
    asked = [ask(place, at=at) for place in due.order_by("freshness__due_on")[:AT_ONCE]]
    return len(asked)


def check_of(token: str, *, at: datetime) -> PlaceCheck | None:
    """Whose answer that token brings; None for anything else."""
    if not email_tokens.is_well_formed(token):
        return None
    good = PlaceCheck.objects.filter(
        token_hash=email_tokens.digest(token),
        token_expires_at__gt=at,
        place__withdrawn_at__isnull=True,
    )
    return good.select_related("place__commune", "place__hours").first()


@transaction.atomic
def answer(
    check: PlaceCheck, said: PlaceCheck.Answer, *, rhythm: int, message: str = "", at: datetime
) -> None:
    """Keep the place's word; what is wrong goes to the territory's queue.

    The link stays good: whoever chose the wrong button answers again.
    """
    check = _locked(check.place)
    check.answer, check.answered_at, check.rhythm = said, at, rhythm
    if said in REPORTED:
        reports.report(check.place, REPORTED[said], message, at=at)
    else:
        check.verified_on = timezone.localdate(at)
    check.takes_more = said == Answer.MORE
    check.due_on = _next_day(rhythm, at)
    check.save()
    bump(PLACES)


@transaction.atomic
def verify(place: Place, *, at: datetime) -> None:
    """Somebody of the team called or went there: the record is exact."""
    check = _locked(place)
    check.verified_on = timezone.localdate(at)
    check.due_on = _next_day(check.rhythm or Rhythm.HALF_YEARLY, at)
    check.save()
    bump(PLACES)


@transaction.atomic
def ask_no_more(check: PlaceCheck) -> None:
    """The place wants no mail (RFC 8058); doing it twice is harmless."""
    PlaceCheck.objects.filter(pk=check.pk).update(rhythm=Rhythm.NEVER, due_on=None)


def _locked(place: Place) -> PlaceCheck:
    """The check of that place, made when it has none."""
    PlaceCheck.objects.get_or_create(place=place)
    rows = PlaceCheck.objects.select_for_update(of=("self",)).select_related("place__commune")
    return rows.get(place=place)


def _next_day(rhythm: int, at: datetime) -> date | None:
    return timezone.localdate(at) + relativedelta(months=rhythm) if rhythm else None
