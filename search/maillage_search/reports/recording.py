"""Questions without an answer are counted; what one person alone asks is never written."""

from __future__ import annotations

import hmac
import logging
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F

from maillage.text import fold
from maillage_search.full_text.writing import title_key
from maillage_search.models import MissedQuestion
from maillage_search.query.parsing import typed

if TYPE_CHECKING:
    from maillage_search.query.request import SearchRequest
    from maillage_search.query.response import SearchResponse

logger = logging.getLogger(__name__)
Outcome = MissedQuestion.Outcome
WINDOW = timedelta(days=90)
WRITTEN_FROM = 5
# One person who reads a page again, or its second page, asks once.
ONCE = timedelta(minutes=10)
FEW, FAR_KM = 3, 20.0
# A phone, a number of a file, an address of email: somebody's, however often it is typed.
SOMEBODY_S = re.compile(r"(?:\d[\s.-]*){6,}|@")


def outcome_of(request: SearchRequest, response: SearchResponse) -> Outcome | None:
    """How little was found, by the question alone; None when enough was, or it was narrowed."""
    if request.filtered or request.page > 1 or response.degraded or not request.text.strip():
        return None
    if not response.total:
        return Outcome.NOTHING
    located = [hit.distance_km for hit in response.hits if hit.distance_km is not None]
    if response.near and located and min(located) > FAR_KM:
        return Outcome.FAR
    return Outcome.FEW if response.total < FEW and not _named(request, response) else None


def _named(request: SearchRequest, response: SearchResponse) -> bool:
    """Whether a title says what was asked: who looks for one thing by its name has found it."""
    asked = f" {title_key(response.words or request.text)} "
    return any(asked in f" {title_key(hit.plain_title)} " for hit in response.hits)


def record(text: str, outcome: Outcome, at: datetime) -> None:
    """Count the question; the reader's page does not depend on it."""
    words = typed(text)
    if not words or SOMEBODY_S.search(text):
        return
    try:
        _count(words, outcome, at)
    except DatabaseError:
        logger.exception("a question without an answer was not counted")


def _count(words: str, outcome: Outcome, at: datetime) -> None:
    known = MissedQuestion.objects.filter(digest=_digest(fold(words)))
    row = known.first()
    if row is not None and at - row.last_at < ONCE:
        return
    with transaction.atomic():
        if row is None:
            first = MissedQuestion(
                digest=_digest(fold(words)), outcome=outcome, since=at, last_at=at
            )
            MissedQuestion.objects.bulk_create([first], ignore_conflicts=True)
        elif not row.text and at - row.since > WINDOW:
            known.update(count=1, outcome=outcome, since=at, last_at=at)
        else:
            written = {"text": words} if row.count + 1 >= WRITTEN_FROM and not row.text else {}
            known.update(count=F("count") + 1, outcome=outcome, last_at=at, **written)


def _digest(words: str) -> str:
    """Nobody can look for the words of a digest without the site's key."""
    key = f"maillage_search.missed {settings.SECRET_KEY}"
    return hmac.new(key.encode(), words.encode(), "sha256").hexdigest()
