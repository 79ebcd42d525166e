"""``/rejoindre/<occurrence uuid>/``: the door of a video conference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.limits import may_send
from maillage_events.emails import tokens
from maillage_events.joining.door import Door, door, let_in, seat_of, send_fresh_link
from maillage_events.models import MailLink
from maillage_events.organiser.attendance import Source, arrive
from maillage_events.presentation.private import private
from maillage_events.registration.forms import AddressForm
from maillage_events.registration.page_views import open_date, page, too_many

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from maillage_events.models import Occurrence, Registration

JOIN = MailLink.Purpose.JOIN


@private
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The link for who has a seat, when it is time; a mail with a fresh link for the others."""
    occurrence, now = open_date(uuid), timezone.now()
    registration = seat_carried(request, occurrence, at=now)
    if (registration or _is_free(occurrence, at=now)) and request.method != "POST":
        return _welcome(request, occurrence, registration, at=now)
    form = AddressForm(request.POST or None)
    if not may_send(request, "join"):
        return too_many(request, "join", occurrence, form)
    sent = request.method == "POST" and form.is_valid()
    if sent:
        send_fresh_link(occurrence, form.cleaned_data["email"], at=now)
    status = 422 if form.errors else 200
    found = door(occurrence, at=now)
    left = found == Door.OVER and occurrence.open_materials(at=now).exists()
    closed = found in {Door.OVER, Door.CANCELLED} and not left
    return page(
        request, "join", occurrence, status=status, form=form, sent=sent, closed=closed, left=left
    )


@private
@require_safe
def join_link(request: HttpRequest, uuid: UUID, token: str) -> HttpResponse:
    path = request.scope.url("maillage_events:join", uuid)
    return tokens.move_to_cookie(request, token, JOIN, path)


@private
@require_safe
def enter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Off to the meeting: the click of who signed up is written down as a presence.

    A link, for a form may not lead to another site (Content-Security-Policy); a browser that
    fetches it in advance is sent back, and a HEAD writes nothing.
    """
    occurrence, now = open_date(uuid), timezone.now()
    registration = seat_carried(request, occurrence, at=now)
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    invited = registration or occurrence.event.joined_freely
    url = occurrence.event.conference_url
    if not (invited and url) or ahead or door(occurrence, at=now) != Door.OPEN:
        return HttpResponseRedirect(request.scope.url("maillage_events:join", uuid))
    if registration and request.method == "GET":
        arrive(registration, Source.JOIN, at=now)
    return HttpResponseRedirect(url)


def _is_free(occurrence: Occurrence, *, at: datetime) -> bool:
    """Everybody may join; what is left afterwards is for who signed up, as everywhere."""
    return occurrence.event.joined_freely and door(occurrence, at=at) != Door.OVER


def seat_carried(
    request: HttpRequest, occurrence: Occurrence, *, at: datetime
) -> Registration | None:
    """Of the link followed from a mail, or of the account."""
    carried = tokens.carried(request, JOIN, at=at)
    if carried and let_in(occurrence, at=at).filter(pk=carried.pk).exists():
        return carried
    return seat_of(occurrence, request.user, at=at)


def _welcome(
    request: HttpRequest, occurrence: Occurrence, registration: Registration | None, *, at: datetime
) -> HttpResponse:
    found = door(occurrence, at=at)
    return page(
        request,
        "welcome",
        occurrence,
        door=found,
        signed_up=registration is not None,
        url=request.scope.url("maillage_events:enter", occurrence.uuid),
        materials=occurrence.open_materials(at=at) if found == Door.OVER else (),
    )
