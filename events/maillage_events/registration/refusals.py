"""Why a sign-up cannot be made, in words for the person."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _


class SignUpRefused(Exception):
    """Base of the refusals; ``title`` and ``advice`` are what the person reads."""

    title: ClassVar = _("You cannot sign up for this date")
    advice: ClassVar = _("Choose another date in the agenda.")


class TooManyRequests(SignUpRefused):
    """Too many forms came from one network address in a short time."""

    title = _("Too many requests")
    advice = _("Nothing is lost. Wait a few minutes, then send again.")


class NothingToChange(SignUpRefused):
    """The sign-up has ended, or is not settled yet, or what is asked does not exist."""

    title = _("This sign-up cannot be changed")
    advice = _("It ended, or awaits your answer. Look at it again with the link of your last mail.")


class NotEnoughPlaces(SignUpRefused):
    """What is asked wants more seats than are left; what the person has is kept."""

    title = _("There are not enough places left for that")
    advice = _("Your sign-up stays as it was.")


class DateIsCancelled(SignUpRefused):
    """The date or its event does not take place."""

    title = _("This date is cancelled")
    advice = _("The agenda shows the dates that take place.")


class SignUpsClosed(SignUpRefused):
    """The closing time is past, or the date began."""

    title = _("Sign-up is closed")
    advice = _("It was possible until the closing time. The agenda shows the next dates.")


class SignUpsNotOpen(SignUpRefused):
    """The opening time is to come."""

    title = _("Sign-up is not open yet")
    advice = _("Come back a little later.")


class NoReplayHere(SignUpRefused):
    """The event announces no replay, or is over."""

    title = _("One cannot sign up for a replay here")
    advice = _("The page of the event says what is left of it.")


class NoSignUpHere(SignUpRefused):
    """The event takes no sign-up here, or not this way of attending."""

    title = _("There is no sign-up here for this date")
    advice = _("The page of the event says how to take part.")


class DateIsFull(SignUpRefused):
    """No seat is left, and no waiting list is kept."""

    title = _("This date is full")
    advice = _("No seat is left and there is no waiting list. The agenda shows other dates.")


class AlreadySignedUp(SignUpRefused):
    """The address has an active sign-up; ``registration`` is that one.

    Never shown as such: whoever types an address learns nothing about it.
    """

    def __init__(self, registration: object) -> None:
        super().__init__()
        self.registration = registration


class LinkExpired(SignUpRefused):
    """The seat was not confirmed in time, or the link is unknown."""

    title = _("This link is no longer valid")
    advice = _("Sign up again from the page of the event: it takes one minute.")
