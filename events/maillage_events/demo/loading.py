"""Publishes the demo's events the way editors do: through their pages, then the verbs."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.text import slugify
from wagtail.models import Locale, Page

from maillage.territories.models import Commune
from maillage_events.materials.adding import publish_material
from maillage_events.models import EventIndexPage, EventPage, EventSeries, Material
from maillage_events.models.facts import SeatMode
from maillage_events.models.multiple_choice import packed
from maillage_events.publishing import lifecycle
from maillage_events.registration.sign_up import Applicant, sign_up
from maillage_events.sharing.taking_up import take_up

if TYPE_CHECKING:
    from maillage.contributions import DemoContext
    from maillage_events.models import Event

CONTENT = Path(__file__).with_name("events.toml")
MOVED_BY = timedelta(days=1, hours=4)


def load(context: DemoContext) -> None:
    """Webinars, workshops and drop-ins over the coming months; once."""
    content = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    for entry in content["events"]:
        scope = context.scopes.get(entry["portal"])
        if scope is None or EventPage.objects.filter(slug=entry["slug"]).exists():
            continue
        page = _publish(entry, agenda_of(scope.portal_id), context.now)
        if "title_en" in entry:
            _translate(page, entry)
        _take_up(page.event, entry, context)
        _fill(page.event, entry, context)
        _disturb(page.event, entry, context.now)
        _leave(page.event, entry, context.now)
        context.tell(entry["title"])
    for entry in content["series"]:
        _put_together(entry, context)


def _put_together(entry: dict, context: DemoContext) -> None:
    """A series of events that are there; once."""
    if entry["portal"] not in context.scopes or EventSeries.objects.filter(slug=entry["slug"]):
        return
    pages = EventPage.objects.filter(slug__in=entry["events"], event__isnull=False)
    words = {name: value for name, value in entry.items() if name not in {"portal", "events"}}
    territory = context.scopes[entry["portal"]].territory
    found = EventSeries.objects.create(territory=territory, **words)
    found.events.set(pages.values_list("event", flat=True))
    context.tell(entry["title"])


def agenda_of(portal_id: int) -> EventIndexPage:
    """The agenda of a portal, created when it has none."""
    portal = Page.objects.get(pk=portal_id)
    found = EventIndexPage.objects.child_of(portal).first()
    return found or portal.add_child(instance=EventIndexPage(title="Agenda", slug="agenda"))


def _publish(entry: dict, agenda: EventIndexPage, now: datetime) -> EventPage:
    page = agenda.add_child(instance=EventPage(live=False, **_words(entry), **_facts(entry, now)))
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


def _translate(page: EventPage, entry: dict) -> None:
    """The same event in English, under the portal's English agenda when there is one."""
    english = Locale.objects.filter(language_code="en").first()
    agenda = page.get_parent().specific
    portal = agenda.get_parent().get_translation_or_none(english) if english else None
    if portal is None:
        return
    if not agenda.has_translation(english):
        agenda.copy_for_translation(english).save_revision().publish()
    copy = page.copy_for_translation(english)
    for name in ("title", "summary", "body"):
        setattr(copy, name, entry[f"{name}_en"])
    copy.slug = slugify(entry["title_en"])
    copy.save_revision().publish()


def _take_up(event: Event, entry: dict, context: DemoContext) -> None:
    """National events are shown by every portal of the demo, in some with words of its own."""
    for scope in context.scopes.values():
        if event.territory_id is None and scope.territory:
            said = entry.get("shares", {}).get(scope.slug, {})
            take_up(event, scope.territory, at=context.now, **said)


def _words(entry: dict) -> dict[str, str]:
    return {name: entry[name] for name in ("title", "slug", "summary", "body")}


def _facts(entry: dict, now: datetime) -> dict[str, object]:
    day = _day(entry, now)
    online = entry["mode"] != "sur-place"
    facts = {
        "event_type": entry["type"],
        "attendance_mode": entry["mode"],
        "themes": packed(entry["themes"]),
        "audience": packed(entry.get("audience", ())),
        "accessibility": packed(entry.get("accessibility", ())),
        "language": entry.get("language", "fr"),
        "start_date": day,
        "start_time": time.fromisoformat(entry["start"]),
        "end_time": time.fromisoformat(entry["end"]),
        "rrule": _rule(entry, day),
        "timezone": entry.get("timezone", ""),
        "place_name": entry.get("place", ""),
        "address": entry.get("address", ""),
        "conference_url": f"https://visio.exemple.fr/{entry['slug']}" if online else "",
        "conference_provider": entry.get("provider", "bbb"),
        "conference_phone": entry.get("phone", ""),
        "conference_pin": entry.get("pin", ""),
        "conference_access": "registered" if entry.get("signup", True) else "public",
        "organizer_name": entry["organizer"],
        "organizer_email": "organisation@exemple.fr",
        "registration_mode": "internal" if entry.get("signup", True) else "none",
        "onsite_capacity": entry.get("onsite"),
        "online_capacity": entry.get("online"),
        "replay_signup": entry.get("replay", False),
    }
    return facts | _where(entry)


def _where(entry: dict) -> dict[str, object]:
    commune = Commune.objects.filter(code=entry.get("commune", "")).first()
    if commune is None:
        return {}
    return {
        "commune": commune,
        "latitude": commune.latitude,
        "longitude": commune.longitude,
    }


def _day(entry: dict, now: datetime) -> date:
    monday = now.date() - timedelta(days=now.weekday())
    day = monday + timedelta(weeks=entry["week"], days=entry["weekday"])
    fifth = entry.get("monthly") and day.day > 28  # not every month has one
    return day - timedelta(weeks=1) if fifth else day


def _rule(entry: dict, day: date) -> str:
    if "monthly" in entry:
        return f"FREQ=MONTHLY;BYDAY={(day.day - 1) // 7 + 1}{entry['monthly']};COUNT=9"
    if "weekly" not in entry:
        return ""
    last = day + timedelta(weeks=entry["weeks"])
    return f"FREQ=WEEKLY;BYDAY={entry['weekly']};UNTIL={last:%Y%m%d}"


def _fill(event: Event, entry: dict, context: DemoContext) -> None:
    """Sign up the people of the entry: all the seats, then the waiting list."""
    first = event.occurrences.upcoming(context.now).first()
    for name in [*entry.get("full_with", ()), *entry.get("waiting", ())]:
        person = context.people(name)
        who = Applicant(email=person.email, name=person.name, user=person)
        sign_up(first, who, mode=SeatMode.ONLINE, at=context.now)


def _disturb(event: Event, entry: dict, now: datetime) -> None:
    """Cancel and move what the entry says, as happens in life."""
    ahead = list(event.occurrences.upcoming(now))
    if "moved_date" in entry:
        date_moved = ahead[entry["moved_date"]]
        start = date_moved.local_start + MOVED_BY
        end = date_moved.local_end + MOVED_BY
        lifecycle.move_date(date_moved, start, end, at=now, message="La salle est prise.")
    if "cancelled_date" in entry:
        lifecycle.cancel_date(ahead[entry["cancelled_date"]], at=now, message="Jour de fermeture.")
    if "cancelled" in entry:
        lifecycle.cancel_event(event, at=now, message=entry["cancelled"])


def _leave(event: Event, entry: dict, now: datetime) -> None:
    """The documents of the last date that is over."""
    last = event.occurrences.past(now).order_by("starts_at").last()
    for one in entry.get("left", ()):
        content = CONTENT.with_name(one["file"]).read_bytes()
        material = Material(
            occurrence=last,
            kind=one["kind"],
            format=Path(one["file"]).suffix[1:],
            size=len(content),
            available_from=last.ends_at,
        )
        publish_material(material, at=now, announce=False, content=content)
