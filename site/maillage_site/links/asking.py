"""Asking other sites, politely: one address at a time, no host twice in a row when it can be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import zip_longest
from time import monotonic
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from maillage.fetching import (
    BadAnswer,
    CertificateRefused,
    FetchError,
    Limits,
    NotAllowed,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    fetch,
)
from maillage_site.links.models import ExternalAddress, PageLink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.fetching import Answer

State, Reason = ExternalAddress.State, ExternalAddress.Reason
# A round: so many addresses, of which so many of one host, and no longer than that.
MOST, MOST_OF_A_HOST, SECONDS = 200, 10, 60
LIMITS = Limits(seconds=8, redirects=5)
WEEK, DAY = timedelta(days=7), timedelta(days=1)
CLAIMED = timedelta(hours=1)
# Days on which an address fails before it is called dead: sites have bad days.
BAD_DAYS = 3
# "Come back later", and how late when it is not said, or said without measure.
LATER = {429, 503}
PAUSE, SHORTEST, LONGEST = timedelta(hours=6), timedelta(minutes=10), WEEK
GONE = {404, 410}
REASONS: tuple[tuple[type[FetchError], Reason], ...] = (
    (CertificateRefused, Reason.CERTIFICATE),
    (Unreachable, Reason.NAME),
    (TooSlow, Reason.SLOW),
    (TooManyRedirects, Reason.LOOP),
    (NotAllowed, Reason.NOT_ALLOWED),
    (BadAnswer, Reason.NO_PAGE),
)


@dataclass(frozen=True)
class Verdict:
    """What an address says today: it works, it fails for a reason, or one cannot tell."""

    works: bool | None
    reason: str = ""
    pause: timedelta | None = None
    """The host wants to be left alone so long."""


def ask_due(at: datetime) -> int:
    """A round over the addresses whose time has come; how many were asked."""
    if not settings.MAILLAGE_CHECK_EXTERNAL_LINKS:
        return 0
    end, paused, asked = monotonic() + SECONDS, set(), 0
    for address in in_turns(_due(at)):
        if monotonic() > end:
            break
        if address.host in paused or not _claim(address, at):
            continue
        verdict = verdict_of(address.url, at)
        if verdict.pause:
            paused.add(address.host)
            _leave_alone(address.host, until=at + verdict.pause)
        note(address, verdict, at=at)
        address.save()
        asked += 1
    return asked


def _due(at: datetime) -> list[ExternalAddress]:
    read = PageLink.objects.of_pages_read().filter(kind=PageLink.Kind.EXTERNAL)
    due = ExternalAddress.objects.filter(due_at__lte=at, pk__in=read.values("address"))
    return list(due.order_by("due_at", "pk")[:MOST])


def in_turns(addresses: Iterable[ExternalAddress]) -> list[ExternalAddress]:
    """The first of each host, then the second of each; the rest waits for another round."""
    by_host: dict[str, list[ExternalAddress]] = {}
    for address in addresses:
        by_host.setdefault(address.host, []).append(address)
    turns = zip_longest(*(held[:MOST_OF_A_HOST] for held in by_host.values()))
    return [address for turn in turns for address in turn if address is not None]


def _claim(address: ExternalAddress, at: datetime) -> bool:
    """Another worker may have asked it since it was read."""
    same = ExternalAddress.objects.filter(pk=address.pk, due_at=address.due_at)
    return bool(same.update(due_at=at + CLAIMED))


def _leave_alone(host: str, *, until: datetime) -> None:
    ExternalAddress.objects.filter(host=host, due_at__lt=until).update(due_at=until)


def verdict_of(url: str, at: datetime) -> Verdict:
    """Its headers are enough; what answers HEAD badly is asked as a browser would."""
    try:
        answer = _answer(url)
    except FetchError as error:
        return Verdict(works=False, reason=_reason(error))
    if answer.status in LATER:
        return Verdict(works=None, pause=pause_of(answer.headers.get("retry-after", ""), at))
    if answer.status in GONE:
        return Verdict(works=False, reason=Reason.GONE)
    if answer.status >= 500:
        return Verdict(works=False, reason=Reason.BROKEN)
    # Many sites refuse what is no browser (401, 403…): that says nothing of the page.
    return Verdict(works=True if answer.status < 400 else None)


def _answer(url: str) -> Answer:
    try:
        answer = fetch(url, method="HEAD", limits=LIMITS)
    except BadAnswer:
        answer = None
    if answer is not None and (answer.status < 400 or answer.status in LATER):
        return answer
    return fetch(url, limits=LIMITS, body=False)


def _reason(error: FetchError) -> Reason:
    return next(reason for kind, reason in REASONS if isinstance(error, kind))


def pause_of(retry_after: str, at: datetime) -> timedelta:
    """What the header asks for, in seconds or as a date; within bounds."""
    if retry_after.strip().isdecimal():
        seconds = min(int(retry_after), LONGEST.total_seconds())
        return max(timedelta(seconds=seconds), SHORTEST)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return PAUSE
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - at, SHORTEST), LONGEST)


def note(address: ExternalAddress, verdict: Verdict, *, at: datetime) -> None:
    """What that verdict makes of the address, and when it is asked again."""
    if verdict.works is None:
        address.due_at = at + (verdict.pause or WEEK)
        return
    if verdict.works:
        address.state, address.reason, address.failed_days = State.WORKING, "", 0
        address.failing_since = address.last_failed_on = None
        address.due_at = at + WEEK
        return
    today = timezone.localdate(at)
    if address.last_failed_on != today:
        address.failed_days = min(address.failed_days + 1, BAD_DAYS)
        address.last_failed_on = today
    address.failing_since = address.failing_since or today
    address.reason = verdict.reason
    dead = address.failed_days >= BAD_DAYS
    address.state = State.DEAD if dead else State.FAILING
    address.due_at = at + (WEEK if dead else DAY)
