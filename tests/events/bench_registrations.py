"""A date with 100,000 sign-ups, five hundred people at one door, and the mails that leave."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from smtplib import SMTP

from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from django.utils import timezone

from maillage.outbox.delivery import drain_mail
from maillage.outbox.models import Message
from maillage.outbox.writing import MAIL_TOPIC
from maillage_events.emails import tokens
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import TOPIC, tell
from maillage_events.emails.sending import drain_registration_mails
from maillage_events.models import (
    Attendance,
    AttendanceMode,
    EventIndexPage,
    MailLink,
    Occurrence,
    Registration,
    SeatPool,
)
from tests.bench.harness import TOLERANCE, Bench, case, seconds
from tests.bench.serving import free_port
from tests.events.many import many_events
from tests.events.sign_up_rate import P99, RATE

MANY, ARRIVING, MAILS = 100_000, 500, 1_000
ROOM = "https://visio.exemple.fr/atelier"


@case("A date with 100,000 sign-ups")
def organiser(bench: Bench) -> None:
    with bench.scratch():
        date = webinar(MANY)
        client = Client()
        client.force_login(get_user_model().objects.filter(is_superuser=True).first())
        panel = f"/gestion/inscriptions/{date.uuid}/"
        client.get(panel)
        bench.time("the organiser's panel", lambda: client.get(panel), at_most=0.150)
        Attendance.objects.bulk_create(
            (
                Attendance(registration_id=pk, source="join")
                for pk in date.registrations.values_list("pk", flat=True)
            ),
            batch_size=2000,
        )
        numbers = f"/gestion/inscriptions/chiffres/?annee={date.starts_at.year}"
        client.get(numbers)
        bench.time("the agenda's numbers of a year", lambda: client.get(numbers), at_most=0.150)
        csv = f"{panel}inscriptions.csv"
        lines = seconds(lambda: streamed(client, csv))
        bench.note("its CSV", f"{lines:,.1f} s", "reported", kept=True)
        tracemalloc.start()
        streamed(client, csv)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        bench.figure("megabytes that its CSV takes at once", most / 2**20, at_most=20)


@case("Five hundred people at the door")
def arrivals(bench: Bench) -> None:
    """Each opens the link of their mail, reads the page and goes in, twice."""
    with bench.scratch():
        date = webinar(ARRIVING, starts_at=timezone.now() + timedelta(minutes=5))
        now = timezone.now()
        tokens = [
            tokens.issue(person, MailLink.Purpose.JOIN, at=now)
            for person in date.registrations.all()
        ]
        took = seconds(lambda: [enter(date, token) for token in tokens])
        bench.seconds("500 people let in", took, at_most=60)
        came = Attendance.objects.filter(registration__occurrence=date).count()
        bench.figure("people written down as present", came, at_least=ARRIVING, at_most=ARRIVING)


@case("Mails")
def mails(bench: Bench) -> None:
    with bench.scratch(), mail_catcher():
        date = webinar(MAILS)
        Message.objects.filter(topic__in=(TOPIC, MAIL_TOPIC)).delete()
        for person in date.registrations.select_related("occurrence__event"):
            tell(person, MailKind.CONFIRMED)
        wrote = seconds(lambda: drained(drain_registration_mails))
        bench.note(
            "words of a mail written", f"{MAILS / wrote:,.0f} a second", "reported", kept=True
        )
        sent = seconds(lambda: drained(drain_mail))
        bench.seconds(f"{MAILS:,} mails sent (200 a second)", sent, at_most=MAILS / 200)


@case("Sign-ups on PostgreSQL")
def sign_ups(bench: Bench) -> None:
    """Their time is that of the clock: it says something on an idle machine alone."""
    if not shutil.which("pg_virtualenv"):
        bench.note("sign-ups", "not measured", "no pg_virtualenv here", kept=True)
        return
    done = subprocess.run(
        ["pg_virtualenv", "-t", "-o", "fsync=off", sys.executable, "-m", "tests.events.sign_up_rate"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError((done.stderr or done.stdout).strip()[-200:])
    found, least = json.loads(lines[-1]), 150 * bench.speed
    bench.note(
        "people signing up, eight at once",
        f"{found[RATE]:,.0f} a second",
        f"at least {least:,.0f} here (fails under {least / TOLERANCE:,.0f})",
        kept=found[RATE] >= least / TOLERANCE,
        over=found[RATE] < least,
    )
    bench.seconds("of a hundred, ninety-nine wait at most", found[P99], at_most=0.250)


def webinar(people: int, starts_at: datetime | None = None) -> Occurrence:
    """With that many confirmed, whom no seat is counted for."""
    index = EventIndexPage.objects.order_by("depth").first()
    many_events(index, 1, start=timezone.now().date() + timedelta(days=7))
    date = Occurrence.objects.select_related("event").latest("pk")
    date.event.attendance_mode = AttendanceMode.ONLINE
    date.event.conference_url = ROOM
    date.event.save()
    if starts_at:
        begin = timezone.localtime(starts_at).replace(tzinfo=None)
        date.place_in_time(begin, begin + timedelta(hours=1))
        date.save()
    SeatPool.objects.create(occurrence=date, mode="online", seats_taken=people)
    Registration.objects.bulk_create(
        (
            Registration(
                occurrence=date, mode="online", name=f"Amina {number}",
                email=f"{number}@exemple.fr", email_key=f"{number}@exemple.fr",
                state="confirmed", seats_held=1, zone="Europe/Paris",
            )
            for number in range(people)
        ),
        batch_size=2000,
    )  # fmt: skip
    return date


def streamed(client: Client, path: str) -> None:
    answer = client.get(path)
    lines = sum(part.count(b"\n") for part in answer.streaming_content)
    if lines <= MANY:
        raise AssertionError(f"{lines} lines")


def enter(date: Occurrence, token: str) -> None:
    client, door = Client(), f"/rejoindre/{date.uuid}/"
    client.get(f"{door}{token}/", follow=True)
    inside = [client.get(f"{door}entrer/")["Location"] for _turn in range(2)]
    if inside != [ROOM, ROOM]:
        raise AssertionError(inside)


def drained(drain) -> None:
    left = MAILS
    while left > 0:
        done = drain(100)
        if not done:
            raise AssertionError(f"{left} left")
        left -= done


@contextmanager
def mail_catcher() -> Iterator[None]:
    """A server in a process of its own, which takes everything and keeps nothing."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}",
         "-c", "aiosmtpd.handlers.Sink"],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait(port)
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_HOST_USER="", EMAIL_HOST_PASSWORD="",
            EMAIL_USE_TLS=False, EMAIL_USE_SSL=False,
        ):  # fmt: skip
            yield
    finally:
        process.terminate()
        process.wait(10)


def wait(port: int) -> None:
    for _turn in range(100):
        try:
            SMTP("127.0.0.1", port).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)
