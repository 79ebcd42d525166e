"""People at their browsers, each request to a real server: who sign up, confirm and cancel, and an
organiser who changes the seats in the meantime."""

from __future__ import annotations

import http.client
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from maillage.accounts.models import User
from maillage_events.emails import tokens
from maillage_events.models import MailLink, Registration
from tests.events.editing.test_editing import typed
from tests.processes import let_go_of_the_database

CSRF = "a" * 32
Purpose = MailLink.Purpose


def database_url() -> str:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return (
        f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}"
        f"/{found['NAME']}"
    )


@contextmanager
def serving(port: int, application: str = "maillage_site.wsgi") -> Iterator[None]:
    """gunicorn with three processes, on the test database."""
    let_go_of_the_database()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", application, "--workers", "3"),
            *("--bind", f"127.0.0.1:{port}", "--log-level", "warning"),
        ],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "maillage_site.settings.test",
            "MAILLAGE_FORMS_PER_ADDRESS": "",  # Hundreds of people behind one address.
            "MAILLAGE_DATABASE_URL": database_url(),
        },
    )
    try:
        _wait(port)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int) -> None:
    for _ in range(150):
        try:
            if ask(port, "GET", "/sante/vivant")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(port)


def ask(
    port: int,
    method: str,
    path: str,
    form: dict[str, object] | None = None,
    cookies: dict[str, str] | None = None,
) -> tuple[int, str | None]:
    """(status, where to go next)."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    jar = SimpleCookie({"csrftoken": CSRF, **(cookies or {})})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": jar.output(attrs=[], header="", sep=";"),
    }
    body = urlencode({"csrfmiddlewaretoken": CSRF, **form}, doseq=True) if form else None
    link.request(method, path, body, headers)
    answer = link.getresponse()
    answer.read()
    link.close()
    return answer.status, answer.getheader("Location")


def logged_in(user: User) -> dict[str, str]:
    """The cookie of a browser where that person is."""
    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def come(port: int, uuid: str, people: list[dict]) -> list[tuple[str, int, str | None]]:
    """One after the other, each does all they came for; (what they did, what they were answered)."""
    answers = []
    for person in people:
        form = {"name": "Amina", "email": person["email"], "mode": person["mode"]}
        form["party_size"] = person["party"]
        answer = ask(port, "POST", f"/inscriptions/{uuid}/", form, person["cookies"])
        answers.append(("signed up", *answer))
        if not person["again"] and not person["cookies"]:
            answers.append(("confirmed", *_from_mail(port, uuid, person["email"], Purpose.CONFIRM)))
        if person["cancels"]:
            answers.append(("cancelled", *_from_mail(port, uuid, person["email"], Purpose.MANAGE)))
    return answers


def _from_mail(port: int, uuid: str, email: str, purpose: Purpose) -> tuple[int, str | None]:
    """Open the link of a mail, which changes nothing, then press the button of its page."""
    mine = Registration.objects.active().by_address(email).get(occurrence__uuid=uuid)
    token = tokens.issue(mine, purpose, at=timezone.now())
    page = {Purpose.CONFIRM: "confirmer", Purpose.MANAGE: "ma-place"}[purpose]
    cookies = {tokens.cookie_name(purpose): token}
    return ask(port, "POST", f"/inscriptions/{page}/", {"oui": "1"}, cookies)


def organise(
    port: int, page: int, facts: dict[str, object], cookies: dict[str, str], seed: int
) -> list[int]:
    """The organiser publishes other numbers of seats, again and again; the last ones are more.

    200 is the form again, with why: more people are signed up than that.
    """
    dice, answers = random.Random(seed), []
    seats = {name: int(facts[name]) for name in ("onsite_capacity", "online_capacity")}
    for turn in range(4):
        least, most = (0, 3) if turn == 3 else (-4, 4)
        asked = {name: seats[name] + dice.randint(least, most) for name in seats}
        status, _where = ask(
            port, "POST", f"/gestion/pages/{page}/edit/", {**facts, **asked}, cookies
        )
        answers.append(status)
        if status == 302:
            seats = asked
    return answers


def typed_for(page, **fields: object) -> dict[str, object]:
    """What the form of that event sends."""
    kept = {"title": page.title, "slug": page.slug, "start_date": str(page.start_date)}
    return typed(**kept, **fields)
