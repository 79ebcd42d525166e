"""Signing up: pages of their own, never stored.

A GET changes nothing. Whoever types an address gets the same answer, known or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.limits import may_send
from maillage_events.presentation.private import private
from maillage_events.registration import refusals
from maillage_events.registration.forms import Offers, SignUpForm
from maillage_events.registration.page_views import open_date, page, refused, too_many
from maillage_events.registration.replay import ask_for_replay, take_place
from maillage_events.registration.sign_up import Applicant, renew_link, sign_up
from maillage_events.registration.window import check_open

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from maillage_events.models import Occurrence


@private
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form, or why there is none."""
    occurrence, now = open_date(uuid), timezone.now()
    try:
        offers = _offers(occurrence, at=now)
    except refusals.SignUpRefused as refusal:
        return refused(request, refusal, occurrence)
    form = SignUpForm(request.POST or None, occurrence=occurrence, user=request.user, offers=offers)
    if not may_send(request, "sign-up"):
        return too_many(request, "sign_up", occurrence, form)
    if request.method == "POST" and form.is_valid():
        return _receive(request, occurrence, form)
    status = 422 if form.errors else 200
    return page(request, "sign_up", occurrence, status=status, form=form)


def _receive(request: HttpRequest, occurrence: Occurrence, form: SignUpForm) -> HttpResponse:
    now = timezone.now()
    person = Applicant(
        email=form.address,
        name=form.cleaned_data["name"],
        user=form.user,
        scope=request.scope,
        answers=form.answers,
    )
    try:
        _sign_up_once(occurrence, person, form, at=now)
    except refusals.SignUpRefused as refusal:
        return refused(request, refusal, occurrence)
    thanks = request.scope.url("maillage_events:signed-up", occurrence.uuid)
    return HttpResponseRedirect(thanks + ("?replay=1" if form.wants_replay else ""))


def _sign_up_once(
    occurrence: Occurrence, person: Applicant, form: SignUpForm, *, at: datetime
) -> None:
    try:
        if form.wants_replay:
            ask_for_replay(occurrence, person, at=at)
        else:
            sign_up(occurrence, person, mode=form.chosen_mode, at=at, party_size=form.people)
    except refusals.AlreadySignedUp as known:
        renew_link(known.registration, user=form.user, at=at)
        if form.user and not form.wants_replay:
            take_place(
                known.registration,
                at=at,
                mode=form.chosen_mode,
                people=form.people,
                answers=form.answers,
            )


def _offers(occurrence: Occurrence, *, at: datetime) -> Offers:
    """What is left to sign up for; the refusal when nothing is."""
    replay = occurrence.replay_window.is_open(at)
    try:
        _check_sign_up(occurrence, at=at)
    except refusals.SignUpRefused:
        if replay:
            return Offers(places=False, replay=True)
        raise
    return Offers(replay=replay)


def _check_sign_up(occurrence: Occurrence, *, at: datetime) -> None:
    check_open(occurrence, at=at)
    pools = list(occurrence.pools.all())
    if not pools:
        raise refusals.NoSignUpHere
    full = all(pool.free == 0 for pool in pools)
    if full and not occurrence.event.waitlist_enabled:
        raise refusals.DateIsFull


@private
@require_safe
def signed_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Look at your mails; with an account, the state at once."""
    occurrence = open_date(uuid)
    mine = None
    if request.user.is_authenticated:
        mine = occurrence.registrations.active().of_account(request.user).first()
    full = all(pool.free == 0 for pool in occurrence.pools.all())
    replay = "replay" in request.GET
    return page(request, "signed_up", occurrence, registration=mine, full=full, replay=replay)
