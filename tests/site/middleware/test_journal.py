"""The journal tells what happened, and nothing of people."""

import json
import logging
import re
import sys

import pytest
from django.apps import apps
from django.db import models
from django.urls import get_resolver

from maillage.personal_data.registry import all_rows, own_fields
from maillage_site.middleware.journal import JsonFormatter, current, routes, scrubbed


def written(caplog):
    """The lines of the requests' journal, as production writes them."""
    records = [record for record in caplog.records if record.name == "maillage.requests"]
    return [json.loads(JsonFormatter().format(record)) for record in records]


@pytest.fixture(autouse=True)
def _listening(caplog):
    caplog.set_level(logging.INFO, "maillage.requests")


def test_a_request_is_one_line_of_ids(client, caplog):
    answer = client.get("/sante/vivant?q=marie@example.org")
    (line,) = written(caplog)
    assert line | {"at": "", "ms": 0} == {
        "at": "",
        "level": "info",
        "logger": "maillage.requests",
        "message": "GET sante/vivant",
        "method": "GET",
        "route": "sante/vivant",
        "status": 200,
        "ms": 0,
        "portal": None,
        "user": None,
    }
    assert len(answer["X-Request-ID"]) == 32


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("3f2a8c1e-proxy", True),
        ("short", False),
        ("a" * 65, False),
        ("with a space in it", False),
        ("line\nfeed-0000", False),
    ],
)
def test_the_proxy_may_number_a_request(client, given, kept):
    answer = client.get("/sante/vivant", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("refused by marie.d+test@mairie.example.fr", "refused by [mail]"),
        ("GET /recherche/?q=ma+dette&page=2 failed", "GET /recherche/?[query] failed"),
        ("all is well", "all is well"),
        (
            "{username: 'marie@example.org', ip_address: '203.0.113.7', path: '/x/'}",
            "{username: '[mail]', ip_address: '[network]', path: '/x/'}",
        ),
        ("from 2001:db8::7 and ::1, twice.", "from [network] and [network], twice."),
        ("at 10:30:00, version 1.2.3, ratio 3:2", "at 10:30:00, version 1.2.3, ratio 3:2"),
        (
            "(Referer checking failed - https://a.example/s3cr3t does not",
            "(Referer checking failed - [address] does not",
        ),
        (
            "GET /inscriptions/confirmer/s3cr3t-_x/ failed",
            "GET /inscriptions/confirmer/[token]/ failed",
        ),
        (
            "/saone-et-loire/inscriptions/ma-place/s3cr3t/",
            "/saone-et-loire/inscriptions/ma-place/[token]/",
        ),
        (
            'Forbidden: "/en/rejoindre/2f1c/s3cr3t/?a=1"',
            'Forbidden: "/en/rejoindre/2f1c/[token]/?[query]"',
        ),
        ("/communautes/desabonnement/4:s3cr3t:x/", "/communautes/desabonnement/[token]/"),
        (
            "/inscriptions/ma-place/ and /rejoindre/2f1c/",
            "/inscriptions/ma-place/ and /rejoindre/2f1c/",
        ),
    ],
)
def test_people_are_taken_out_of_messages(client, said, kept):
    client.get("/sante/vivant")  # The routes are known from the first request on.
    assert scrubbed(said) == kept


# Kinds of columns that hold an address by their type: one, and what is written instead.
ADDRESSES = {
    models.EmailField: ("marie@example.org", "[mail]"),
    models.GenericIPAddressField: ("203.0.113.7", "[network]"),
}


def test_no_address_that_the_registry_knows_of_is_written():
    columns = [
        own_fields(apps.get_model(rows.model))[name]
        for rows in all_rows()
        for one in rows.personal
        for name in one.names
    ]
    kinds = [kind for kind in ADDRESSES if any(isinstance(column, kind) for column in columns)]
    assert models.EmailField in kinds
    for address, written in (ADDRESSES[kind] for kind in kinds):
        assert scrubbed(f"of {address}!") == f"of {written}!"


def test_every_route_with_a_token_is_known(client):
    client.get("/sante/vivant")
    with_token = [route for route in routes(get_resolver().url_patterns) if "token" in route]
    assert len(with_token) >= 4
    for found in with_token:
        path = "/" + re.sub(r"<(\w+:)?(\w+)>", lambda part: f"a-{part[2]}", found)
        assert "a-token" not in scrubbed(path), found


def test_an_exception_is_told_without_the_people_it_names():
    try:
        float("marie@example.org")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "It failed", (), sys.exc_info())
    line = json.loads(JsonFormatter().format(record))
    assert line["exception"].endswith("ValueError: could not convert string to float: '[mail]'")
    assert "marie" not in json.dumps(line)


def test_the_journal_knows_which_request_a_line_belongs_to():
    token = current.set({"request": "abc12345"})
    record = logging.LogRecord("x", logging.INFO, "", 1, "Sent", (), None)
    line = json.loads(JsonFormatter().format(record))
    current.reset(token)
    assert line["request"] == "abc12345"


@pytest.mark.django_db
def test_an_unknown_address_is_named_by_its_route(client, caplog):
    client.get("/rien/jeton-secret/")
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert "jeton-secret" not in "".join(lines)
