"""A person's own calendar: the page where its address is asked for, and the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.limits import may_read, may_send
from maillage_events.ical import personal_feed
from maillage_events.ical.entries import entry_of_date, feed
from maillage_events.ical.serializer import CONTENT_TYPE, render
from maillage_events.ical.subscriptions import one_click
from maillage_events.models import CalendarFeedToken
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.private import private
from maillage_events.presentation.words import last_words, words_for

if TYPE_CHECKING:
    from django.http import HttpRequest

    from maillage_events.models import Registration

MANNERS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def personal_calendar(request: HttpRequest) -> HttpResponse:
    """Ask for an address, for another one, or stop; the address is shown once."""
    context: dict[str, object] = {"too_many": not may_send(request, "personal-calendar")}
    if request.method == "POST" and not context["too_many"]:
        if "arreter" in request.POST:
            personal_feed.take_back(request.user)
            context["stopped"] = True
        else:
            token = personal_feed.give_address(request.user, at=timezone.now())
            path = request.scope.url("maillage_events:personal-feed", token)
            context["subscribe"] = one_click(request.build_absolute_uri(path))
    context["feed"] = CalendarFeedToken.objects.filter(user=request.user).first()
    status = 429 if context["too_many"] else 200
    return TemplateResponse(
        request, "maillage_events/account/calendar.html", context, status=status
    )


@sensitive_variables("token")
@require_safe
def personal_file(request: HttpRequest, token: str) -> HttpResponse:
    """The file; the same 404 for an address that was never given, was replaced or stopped."""
    now = timezone.now()
    found = personal_feed.feed_of(token, at=now)
    if not may_read(request, "personal-feed", key=found.token_hash[:16] if found else ""):
        return _with_manners(HttpResponse(status=429, headers={"Retry-After": "600"}))
    if found is None:
        raise Http404
    personal_feed.note_use(found, at=now)
    sign_ups = personal_feed.dates_of(found.user, at=now)
    etag = quote_etag(personal_feed.fingerprint(sign_ups, request.path))
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(_body(request, sign_ups), content_type=CONTENT_TYPE)
    answer["ETag"] = etag
    return _with_manners(answer)


def _body(request: HttpRequest, sign_ups: list[Registration]) -> bytes:
    """Without the address it is read at: whoever is given the file must not get it."""
    scope = request.scope
    root = request.build_absolute_uri("/").rstrip("/")
    words = words_for({row.occurrence.event_id for row in sign_ups}, scope.language)
    addresses = Addresses(scope)
    entries = []
    for row in sign_ups:
        told = words.get(row.occurrence.event_id) or last_words(row.occurrence.event_id)
        entries.append(entry_of_date(row.occurrence, told, root + addresses.canonical(told)))
    page = root + scope.url("maillage_events:personal-calendar")
    return render(feed(name=_("My sign-ups"), url=page), entries)


def _with_manners(answer: HttpResponse) -> HttpResponse:
    for name, value in MANNERS.items():
        answer[name] = value
    return answer
