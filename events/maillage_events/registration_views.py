"""Signing up, confirming and cancelling: pages of their own, never stored.

A GET changes nothing. Whoever types an address gets the same answer, known or not.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.limits import may_send
from maillage_events import mail_links, refusals
from maillage_events.addresses import Addresses
from maillage_events.changing import CHANGEABLE, change
from maillage_events.models import MailLink, Occurrence
from maillage_events.presentation import card
from maillage_events.registration_forms import ChangeForm, SignUpForm
from maillage_events.registrations import (
    Applicant,
    check_open,
    confirm,
    renew_link,
    sign_up,
    withdraw,
)
from maillage_events.words import last_words, words_for
from maillage_events.zones import zone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from maillage_events.models import Registration
    from maillage_events.registration_forms import AddressForm

Purpose = MailLink.Purpose
CONFIRM, MANAGE = "maillage_events:confirm", "maillage_events:manage"
STATUSES = {refusals.LinkExpired: 410, refusals.TooManyRequests: 429}


def private(view: Callable) -> Callable:
    """Never stored, never sent to others as a Referer: it may hold a person's sign-up.

    Addresses with a token send no Referer at all. Pages with a form cannot do so: browsers
    would then send ``Origin: null``, which the CSRF check refuses.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        policy = "no-referrer" if "token" in kwargs else "same-origin"
        response["Referrer-Policy"] = policy
        response["X-Robots-Tag"] = "noindex"
        return response

    return cache_control(private=True, no_store=True)(guarded)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form, or why there is none."""
    occurrence, now = open_date(uuid), timezone.now()
    try:
        _check_sign_up(occurrence, at=now)
    except refusals.SignUpRefused as refusal:
        return refused(request, refusal, occurrence)
    form = SignUpForm(request.POST or None, occurrence=occurrence, user=request.user)
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
    return HttpResponseRedirect(request.scope.url("maillage_events:signed-up", occurrence.uuid))


def _sign_up_once(
    occurrence: Occurrence, person: Applicant, form: SignUpForm, *, at: datetime
) -> None:
    try:
        sign_up(occurrence, person, mode=form.chosen_mode, at=at, party_size=form.people)
    except refusals.AlreadySignedUp as known:
        renew_link(known.registration, user=form.user, at=at)


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
    return page(request, "signed_up", occurrence, registration=mine, full=full)


@private
@require_safe
def confirm_link(request: HttpRequest, token: str) -> HttpResponse:
    return mail_links.move_to_cookie(request, token, Purpose.CONFIRM, request.scope.url(CONFIRM))


@private
@require_safe
def manage_link(request: HttpRequest, token: str) -> HttpResponse:
    return mail_links.move_to_cookie(request, token, Purpose.MANAGE, request.scope.url(MANAGE))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest) -> HttpResponse:
    """One button; what follows is the state of the sign-up."""
    now = timezone.now()
    registration = mail_links.carried(request, Purpose.CONFIRM, at=now)
    if registration is None:
        return refused(request, refusals.LinkExpired())
    occurrence = registration.occurrence
    try:
        _check_rate(request)
        if request.method == "POST":
            registration = confirm(registration, at=now)
        elif _is_too_late(registration, at=now):
            raise refusals.LinkExpired
    except refusals.SignUpRefused as refusal:
        return refused(request, refusal, occurrence)
    return page(request, "confirm", occurrence, registration=registration)


def _is_too_late(registration: Registration, *, at: datetime) -> bool:
    if registration.state in {registration.State.PENDING, registration.State.OFFERED}:
        return registration.hold_expires_at <= at
    return not registration.is_active


@private
@require_http_methods(["GET", "HEAD", "POST"])
def manage_page(request: HttpRequest) -> HttpResponse:
    """The sign-up, and the button that ends it."""
    now = timezone.now()
    registration = mail_links.carried(request, Purpose.MANAGE, at=now)
    if registration is None:
        return refused(request, refusals.LinkExpired())
    return manage(request, registration, at=now)


def manage(request: HttpRequest, registration: Registration, *, at: datetime) -> HttpResponse:
    """What a person does with their sign-up: accept the place offered, or end it."""
    occurrence = registration.occurrence
    form = _change_form(request, registration, at=at)
    try:
        _check_rate(request)
        if form and form.is_bound:
            if form.is_valid():
                registration = change(registration, **form.wanted, at=at)
        elif request.method == "POST" and "accepter" in request.POST:
            registration = confirm(registration, at=at)
        elif request.method == "POST":
            registration = withdraw(registration, at=at)
    except refusals.SignUpRefused as refusal:
        return refused(request, refusal, occurrence)
    return page(
        request,
        "manage",
        occurrence,
        status=422 if form and form.errors else 200,
        registration=registration,
        over=occurrence.ends_at <= at,
        changed=bool(form and form.is_bound and not form.errors),
        form=_change_form(request, registration, at=at) if not (form and form.errors) else form,
    )


def _change_form(
    request: HttpRequest, registration: Registration, *, at: datetime
) -> ChangeForm | None:
    """None when there is nothing to choose, or no longer time to."""
    date = registration.occurrence
    if registration.state not in CHANGEABLE or date.is_cancelled or at >= date.starts_at:
        return None
    asked = request.method == "POST" and "changer" in request.POST
    form = ChangeForm(request.POST if asked else None, registration=registration)
    return form if form.fields else None


def _check_rate(request: HttpRequest) -> None:
    if not may_send(request, "mail-link"):
        raise refusals.TooManyRequests


def too_many(
    request: HttpRequest, name: str, occurrence: Occurrence, form: AddressForm
) -> HttpResponse:
    """The form again, as it was filled in: it may be sent later."""
    refusal = refusals.TooManyRequests
    form.add_error(None, f"{refusal.title}. {refusal.advice}")
    return page(request, name, occurrence, status=429, form=form)


def open_date(uuid: UUID) -> Occurrence:
    """A date of an event that the public may read; 404 otherwise, whatever the reason."""
    dates = Occurrence.objects.select_related("event").prefetch_related("pools")
    occurrence = get_object_or_404(dates, uuid=uuid)
    if occurrence.event_id not in words_for([occurrence.event_id], "fr"):
        raise Http404
    return occurrence


def page(
    request: HttpRequest,
    name: str,
    occurrence: Occurrence | None,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """A page about a date; ``card`` is what lists say of it."""
    if occurrence:
        event = occurrence.event_id
        words = words_for([event], request.scope.language).get(event) or last_words(event)
        found = card(occurrence, words, Addresses(request.scope), at=timezone.now())
        context |= {"occurrence": occurrence, "card": found, "until": _kept_until(context)}
    template = f"maillage_events/registration/{name}.html"
    return TemplateResponse(request, template, context, status=status)


def _kept_until(context: dict[str, object]) -> datetime | None:
    """The end of what is held or offered, on the person's own clock."""
    registration = context.get("registration")
    until = getattr(registration, "hold_expires_at", None)
    return until and until.astimezone(zone(registration.zone))


def refused(
    request: HttpRequest, refusal: refusals.SignUpRefused, occurrence: Occurrence | None = None
) -> HttpResponse:
    """Why it cannot be done, and what to do next."""
    status = STATUSES.get(type(refusal), 409)
    status = 200 if request.method in {"GET", "HEAD"} else status
    return page(request, "refused", occurrence, status=status, refusal=refusal)
