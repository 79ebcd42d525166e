"""The journal tells what happened, and nothing of people."""

import json
import logging
import sys

import pytest

from maillage_site.journal import JsonFormatter, current, scrubbed


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
    ],
)
def test_people_are_taken_out_of_messages(said, kept):
    assert scrubbed(said) == kept


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
