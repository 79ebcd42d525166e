"""The web server of production, as production starts it."""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from django.db import connection

from tests.bench.serving import free_port
from tests.site.running.test_production import ENVIRONMENT

ROOT = Path(__file__).parents[3]


def ask(url, **headers):
    """Status and body, once the server listens."""
    for _ in range(150):
        try:
            with urlopen(Request(url, headers=headers), timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(url)


@pytest.fixture(scope="module")
def server(django_db_setup, tmp_path_factory):
    """gunicorn with production's settings, on the database of this run: nothing here writes to it."""
    tmp_path, port = tmp_path_factory.mktemp("server"), free_port()
    at = connection.settings_dict
    host = f"{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}"
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("MAILLAGE_", "DJANGO_"))},
        **ENVIRONMENT,
        "MAILLAGE_DATABASE_URL": f"postgres://{host}/{at['NAME']}",
        "MAILLAGE_BIND": f"127.0.0.1:{port}",
        "MAILLAGE_WEB_WORKERS": "1",
        "MAILLAGE_STATE_DIR": str(tmp_path),
        # What an operator may ask for on top of our journal.
        "GUNICORN_CMD_ARGS": f"--access-logfile {tmp_path / 'access'}",
    }
    collect = {**environment, "DJANGO_SETTINGS_MODULE": "maillage_site.settings.base"}
    command = [sys.executable, "manage.py", "collectstatic", "--no-input"]
    subprocess.run(command, cwd=ROOT, env=collect, check=True, capture_output=True)
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
        yield f"http://127.0.0.1:{port}", tmp_path / "log"
        process.terminate()
        process.wait(20)


@pytest.mark.postgres
def test_it_answers_for_its_health_speaks_https_and_writes_json(server):
    url, log = server
    status, body = ask(f"{url}/sante/pret")
    assert (status, json.loads(body)["checks"]["database"]["status"]) == (200, "healthy")
    assert ask(f"{url}/sante/vivant") == (200, "vivant\n")

    # The proxy's word that the reader came over HTTPS; nothing is redirected then.
    assert ask(f"{url}/rien/", **{"X-Forwarded-Proto": "https"})[0] == 404

    # A question of 10 kB is the site's to answer.
    question = f"{url}/recherche/?q={'a' * 10_000}"
    assert ask(question, **{"X-Forwarded-Proto": "https"})[0] == 200

    on_time = [sys.executable, "deploy/outbox_is_on_time.py", f"{url}/sante/pret"]
    assert subprocess.run(on_time, cwd=ROOT, check=False).returncode == 0

    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    routes = [line["route"] for line in lines if line["logger"] == "maillage.requests"]
    assert routes[:2] == ["sante/pret", "sante/vivant"]


SECRET = "s3cr3t-0123456789abcdef"
PATHS = [
    f"/inscriptions/confirmer/{SECRET}/",
    f"/saone-et-loire/inscriptions/ma-place/{SECRET}/",
    f"/rejoindre/7a0e2b51-3f0c-4b7e-9b53-0d6c6a7b1c11/{SECRET}/",
    f"/communautes/desabonnement/{SECRET}:x/",
    f"/rien/{SECRET}/?code={SECRET}",
    f"/compte/connexion/code/saisir/?code={SECRET}",
]


@pytest.mark.postgres
@pytest.mark.parametrize("forwarded", [{"X-Forwarded-Proto": "https"}, {"X-Forwarded-For": SECRET}])
def test_no_log_holds_a_token_or_a_code(server, forwarded):
    url, log = server
    https = {"X-Forwarded-Proto": "https", "Referer": f"https://maillage.example/{SECRET}/"}
    for path in PATHS:
        ask(url + path, **https | forwarded)
        with suppress(HTTPError):  # A form without its CSRF token: Django writes the path then.
            urlopen(Request(url + path, data=b"a=1", headers=https), timeout=60)
    access = (log.parent / "access").read_text(encoding="utf-8")
    written = log.read_text(encoding="utf-8")
    leaks = [line for line in (access + written).splitlines() if SECRET in line]
    assert (len(access.splitlines()) >= 2 * len(PATHS), leaks) == (True, [])
    assert '"message": "Forbidden (' in written
