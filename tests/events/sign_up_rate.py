"""How many people sign up a second on PostgreSQL, through the HTTP server.

    pg_virtualenv python -m tests.events.sign_up_rate       prints what was measured, as JSON

Eight clients at once, each of their requests a new person for one and the same date: everybody
waits for the same row. Processor time is that of the server, of PostgreSQL and of the clients.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from datetime import timedelta

from tests.bench.database import address, postmaster
from tests.bench.serving import CLIENTS, CORES, Server, serving

SECONDS = 6
RATE, P99 = "rate", "p99"
CSRF = "a" * 32
SCRIPT = """
local thread = 0
setup = function(t) t:set("id", thread); thread = thread + 1 end
init = function(args) turn = args[1]; n = 0 end
request = function()
  n = n + 1
  local address = "p" .. turn .. "-" .. id .. "-" .. n .. "%40exemple.fr"
  local headers = {["Content-Type"] = "application/x-www-form-urlencoded",
                   ["Cookie"] = "csrftoken=CSRF"}
  return wrk.format("POST", nil, headers,
                    "csrfmiddlewaretoken=CSRF&name=Amina&email=" .. address)
end
""".replace("CSRF", CSRF)


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "maillage_site.settings.development",
        "MAILLAGE_DATABASE_URL": address(),
        "MAILLAGE_ELASTICSEARCH_URL": "",
        "MAILLAGE_FORMS_PER_ADDRESS": "",
    }


def prepare() -> str:
    """The address of the form of a date with seats for everybody."""
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from maillage_events.models import Occurrence, SeatPool
    from tests.events.factories import agenda_of
    from tests.events.many import many_events

    many_events(agenda_of(), 1, start=timezone.now().date() + timedelta(days=7))
    date = Occurrence.objects.latest("pk")
    SeatPool.objects.create(occurrence=date, mode="onsite", capacity=1_000_000)
    return f"/inscriptions/{date.uuid}/"


def signed_up() -> int:
    from maillage_events.models import Registration

    return Registration.objects.count()


def used(server: Server) -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return server.processor_seconds() + spent.ru_utime + spent.ru_stime


def measured(server: Server, path: str, turn: int) -> dict[str, float]:
    before, people = used(server), signed_up()
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT)
        script.flush()
        done = subprocess.run(
            ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--timeout", "30s", "--latency",
             "-s", script.name, server.url + path, "--", str(turn)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    spent, count = used(server) - before, signed_up() - people
    if failed := re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout):
        raise RuntimeError(f"{failed[1]} answers were errors")
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout).groups()
    return {RATE: count / spent * CORES, P99: float(value) * {"us": 1e-6, "ms": 1e-3, "s": 1}[unit]}


def main() -> None:
    os.environ.update(environment())
    import django

    django.setup()
    path = prepare()
    with serving("maillage_site.wsgi:application", environment(), postmaster()) as server:
        measured(server, path, 0)  # the processes are warm
        turns = [measured(server, path, turn) for turn in (1, 2, 3)]
    middle = {name: sorted(turn[name] for turn in turns)[1] for name in (RATE, P99)}
    sys.stdout.write(json.dumps(middle) + "\n")


if __name__ == "__main__":
    main()
