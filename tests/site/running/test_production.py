"""Production starts only when it is safe, and says what it lacks."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "maillage_site.settings.production",
    "MAILLAGE_SECRET_KEY": "k" * 10 + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP",
    "MAILLAGE_DATABASE_URL": "postgres://maillage:secret@db.example:5432/maillage",
    "MAILLAGE_EMAIL_URL": "smtp://mail.example:587/?tls=True",
    "MAILLAGE_BASE_URL": "https://maillage.example",
    "MAILLAGE_ALLOWED_HOSTS": "maillage.example",
    "MAILLAGE_STATE_DIR": "/var/lib/maillage",
}


def manage(*arguments, **environment):
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("MAILLAGE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**bare, **ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_checks_find_nothing():
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "System check identified no issues (1 silenced).",
    ), done.stderr


def test_all_that_is_missing_is_said_at_once():
    done = manage(
        "check",
        MAILLAGE_SECRET_KEY="",
        MAILLAGE_DATABASE_URL="",
        MAILLAGE_EMAIL_URL="console://",
        MAILLAGE_BASE_URL="http://maillage.example",
        MAILLAGE_STATE_DIR="",
    )
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .endswith(
            "Production needs: MAILLAGE_SECRET_KEY, MAILLAGE_DATABASE_URL, MAILLAGE_EMAIL_URL, "
            "MAILLAGE_BASE_URL (https://…), MAILLAGE_STATE_DIR (an absolute path)"
        )
    )


def test_what_operators_decide_is_what_runs():
    names = [
        "EMAIL_HOST",
        "EMAIL_USE_TLS",
        "SESSION_COOKIE_SECURE",
        "DEBUG",
        "CSRF_TRUSTED_ORIGINS",
    ]
    code = f"from django.conf import settings as s; print([getattr(s, n) for n in {names}])"
    code += "; print(s.DATABASES['default']['OPTIONS']['pool']['min_size'])"
    done = manage("shell", "--no-imports", "-c", code)
    decided, pool = map(ast.literal_eval, done.stdout.splitlines())
    assert decided == ["mail.example", True, True, False, ["https://maillage.example"]]
    assert pool == 1


def names_read():
    """Every name that settings and the server's configuration read from the environment."""
    for file in (ROOT / "site/maillage_site/settings").glob("*.py"):
        for name in re.findall(r"\benv\.\w+\(\s*\"(\w+)\"", file.read_text(encoding="utf-8")):
            yield f"MAILLAGE_{name}"
    server = (ROOT / "deploy/gunicorn.conf.py").read_text(encoding="utf-8")
    yield from re.findall(r"environ\.get\(\"(MAILLAGE_\w+)\"", server)


def test_the_example_of_environment_is_complete():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    told = re.findall(r"^#? ?(MAILLAGE_\w+)=", example, re.MULTILINE)
    assert sorted(told) == sorted(set(names_read()))
