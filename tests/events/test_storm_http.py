"""The same storm through the HTTP server, as browsers send it."""

import http.client
import os
import subprocess
import sys
import time
from collections import Counter
from urllib.parse import urlencode

import pytest
from django.db import connection

from maillage.outbox.models import Message
from maillage_events.mails.writing import TOPIC
from tests.events import factories
from tests.events.test_storm import CLIENTS, PROCESSES, SEATS, plans, sample
from tests.processes import let_go_of_the_database, together

pytestmark = pytest.mark.django_db(transaction=True)
CSRF = "a" * 32


def database_url():
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return (
        f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}"
        f"/{found['NAME']}"
    )


@pytest.fixture
def server(free_port):
    """gunicorn with three processes, on the test database."""
    let_go_of_the_database()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "maillage_site.wsgi", "--workers", "3"),
            *("--bind", f"127.0.0.1:{free_port}", "--log-level", "warning"),
        ],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "maillage_site.settings.test",
            "MAILLAGE_FORMS_PER_ADDRESS": "",  # Two hundred people behind one address.
            "MAILLAGE_DATABASE_URL": database_url(),
        },
    )
    for _ in range(150):
        try:
            if ask(free_port, "GET", "/sante/vivant")[0] == 200:
                break
        except OSError:
            time.sleep(0.2)
    yield free_port
    process.terminate()
    process.wait(30)


def ask(port, method, path, **form):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={CSRF}"}
    body = urlencode({"csrfmiddlewaretoken": CSRF, **form}) if form else None
    link.request(method, path, body, headers)
    answer = link.getresponse()
    answer.read()
    link.close()
    return answer.status, answer.getheader("Location")


def clients(port, uuid, given):
    path = f"/inscriptions/{uuid}/"
    return [
        ask(port, "POST", path, name="Amina", email=f"{address}@{uuid}.exemple.fr")
        for _, address, *_ in given
    ]


def play(job, *arguments):
    return {"clients": clients, "sample": sample}[job](*arguments)


def storm(port, seed):
    occurrence = factories.pool(SEATS).occurrence
    planned = plans(seed)
    shares = [("clients", port, occurrence.uuid, planned[n::PROCESSES]) for n in range(PROCESSES)]
    *answers, (samples, violations) = together(play, [*shares, ("sample", 200, 60.0)])
    thanks = f"/inscriptions/{occurrence.uuid}/merci/"
    assert Counter(answer for share in answers for answer in share) == {(302, thanks): CLIENTS}
    assert (violations, samples >= 200) == ([], True)
    people = len({address for _, address, *_ in planned})
    rows = occurrence.registrations.values_list("state", "seats_held")
    assert occurrence.pools.get().seats_taken == SEATS
    return people, Counter(rows)


def test_two_hundred_browsers_for_twenty_seats(server):
    """Three seeds, each for a date and people of its own."""
    everybody = 0
    for seed in (1, 2, 3):
        people, rows = storm(server, seed)
        everybody += people
        assert sum(rows.values()) == people
        assert rows["pending", 1] == SEATS
    assert Message.objects.filter(topic=TOPIC).count() == everybody
