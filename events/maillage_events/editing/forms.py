"""The editor's form of an event."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.territories.clocks import name_clock
from maillage.territories.gazetteer.forms import CommuneField
from maillage_events.editing.repetition_forms import RepetitionForm
from maillage_events.models import Event
from maillage_events.models.conference import Conference
from maillage_events.models.facts import AttendanceMode, RegistrationMode, SeatMode, kinds_to_choose
from maillage_events.models.occurrences import SeatPool
from maillage_events.presentation.portals import portal_of
from maillage_events.publishing import places
from maillage_events.publishing.dates import keep_seats
from maillage_events.publishing.readiness import says_where
from maillage_events.recurrence.wall_time import exists, instant
from maillage_events.recurrence.zones import zone

PLACE_PAGE = re.compile(r"lieux/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
WHERE = ("attendance_mode", "place_urn", "place_name", "address")
MOST = 5
MAX_LENGTH = timedelta(days=366)


class EventPageForm(RepetitionForm):
    """Asks for the place and the seats in plain words, and checks times on the wall."""

    commune_code = CommuneField(
        label=_("Commune"),
        required=False,
        help_text=_("Only when the place is not on the map."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event_type"].choices = kinds_to_choose
        commune = self.instance.commune
        self.initial["commune_code"] = f"{commune.name} ({commune.pk})" if commune else ""
        self._clocks: dict[tuple, str] = {}
        for name in ("start_time", "end_time"):
            name_clock(self.fields[name], self.clock_of_its_own)

    def clock_of_its_own(self) -> str:
        """For every hour of its page, the one that its dates are on: as typed, once it is read."""
        page, typed = self.instance, getattr(self, "cleaned_data", {})
        commune = typed.get("commune_code", page.commune)
        zone_name = typed.get("timezone", page.timezone)
        key = (zone_name, typed.get("place_urn", page.place_urn), commune and commune.pk)
        if key not in self._clocks:
            self._clocks[key] = zone_name or self._clock_there(*key[1:])
        return self._clocks[key]

    def _clock_there(self, place_urn: str, commune_code: str | None) -> str:
        place = places.resolved(place_urn) if place_urn else None
        event = self.instance.event
        if place is None and place_urn and event and event.place_urn == place_urn:
            return event.timezone
        portal = portal_of(self.parent_page or self.instance)
        return places.zone_name(place, commune_code, getattr(portal, "territory", None))

    def clean_place_urn(self) -> str:
        text = self.cleaned_data["place_urn"].strip()
        found = PLACE_PAGE.search(text)
        if found:
            return f"maillage:place:{found[1]}"
        if text and not text.startswith("maillage:"):
            raise forms.ValidationError(_("This is not the address of a place's page."))
        return text

    def clean(self) -> dict[str, object]:
        data = super().clean()
        self.instance.commune = data.get("commune_code")
        if data.get("start_date"):
            self.read_repetition(data)
            self._check_times(data)
        self._check_place(data)
        self._check_picture(data)
        self._check_sign_up(data)
        self._check_seats(data)
        return data

    def _check_place(self, data: dict[str, Any]) -> None:
        """A draft may wait for its place; what is sent to readers or to a publisher has one."""
        if self.is_deferred_validation or any(name in self.errors for name in WHERE):
            return
        typed = Event(
            commune=data.get("commune_code"), **{name: data.get(name) or "" for name in WHERE}
        )
        if says_where(typed, self.instance.event):
            return
        if typed.place_urn:
            unknown = _(
                "The map has no place at this address any more: choose another one, or write the "
                "name of the place below."
            )
            self.add_error("place_urn", unknown)
        else:
            self.add_error(
                "place_name",
                _(
                    "Say where people go: choose the place on the map, or write its name or a "
                    "meeting point. Until you know, save a draft."
                ),
            )

    def _check_picture(self, data: dict[str, Any]) -> None:
        if data.get("image") and not data.get("image_alt"):
            self.add_error("image_alt", _("Say in a few words what the picture shows."))

    def _check_times(self, data: dict[str, Any]) -> None:
        start, end = data.get("start_time"), data.get("end_time")
        if end and not start:
            self.add_error("start_time", _("Say when it starts, or leave both times empty."))
        elif start and not end:
            self.add_error("end_time", _("Say when it ends."))
        elif _span(data)[1] <= _span(data)[0]:
            field = "end_time" if start else "end_date"
            self.add_error(field, _("The event ends before it starts."))
        elif data.get("repeats") and _span(data)[1] - _span(data)[0] > timedelta(days=1):
            self.add_error("end_date", _("A date that repeats lasts one day at most."))
        elif _span(data)[1] - _span(data)[0] > MAX_LENGTH:
            self.add_error("end_date", _("An event lasts one year at most. Check the dates."))
        else:
            self._check_clock_change(data)
            self._check_expiry(data)

    def _check_clock_change(self, data: dict[str, Any]) -> None:
        """02:30 does not exist on the night when clocks go forward."""
        tzinfo = zone(self.clock_of_its_own())
        for field, moment in zip(("start_time", "end_time"), _span(data), strict=True):
            if data.get(field) and not exists(moment, tzinfo):
                self.add_error(field, _("This time does not exist: clocks change that night."))

    def _check_expiry(self, data: dict[str, Any]) -> None:
        """A page that goes away by itself would leave people who signed up without a word."""
        expires, end = data.get("expire_at"), _span(data)[1]
        if expires and expires < instant(end, zone(self.clock_of_its_own())):
            self.add_error("expire_at", _("The page would go away before the event is over."))

    def _check_sign_up(self, data: dict[str, Any]) -> None:
        external = data.get("registration_mode") == RegistrationMode.EXTERNAL
        if external and not data.get("registration_url"):
            self.add_error("registration_url", _("Give the address of the form on the other site."))
        if data.get("registration_mode") == RegistrationMode.NONE and _is_closed_online(data):
            self.add_error(
                "conference_access",
                _("Nobody signs up, so nobody could join: choose that everybody may."),
            )
        if len([line for line in data.get("questions", "").splitlines() if line.strip()]) > MOST:
            self.add_error("questions", _("Five questions at most."))
        opens, closes = data.get("registration_opens_at"), data.get("registration_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("registration_closes_at", _("Sign-up closes before it opens."))

    def _check_seats(self, data: dict[str, Any]) -> None:
        """Never fewer seats than people who hold one on a date to come."""
        if self.instance.event_id is None:
            return
        dates = self.instance.event.occurrences.upcoming(now())
        pools = SeatPool.objects.filter(occurrence__in=dates)
        for mode, field in (
            (SeatMode.ONSITE, "onsite_capacity"),
            (SeatMode.ONLINE, "online_capacity"),
        ):
            taken = pools.filter(mode=mode).aggregate(most=Max("seats_taken"))["most"] or 0
            capacity = data.get(field)
            if capacity is not None and capacity < taken:
                self.add_error(field, keep_seats(taken))


def _is_closed_online(data: dict[str, Any]) -> bool:
    """It has a video conference that is for people who signed up."""
    online = data.get("attendance_mode") in {AttendanceMode.ONLINE, AttendanceMode.MIXED}
    has_one = data.get("conference_url") or data.get("conference_phone")
    return (
        bool(online and has_one) and data.get("conference_access") == Conference.Access.REGISTERED
    )


def _span(data: dict[str, Any]) -> tuple[datetime, datetime]:
    """Wall times of the first date; whole days run to the midnight after the last."""
    first, last = data["start_date"], data.get("end_date") or data["start_date"]
    if not data.get("start_time"):
        return datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1)
    return (
        datetime.combine(first, data["start_time"]),
        datetime.combine(last, data.get("end_time") or data["start_time"]),
    )
