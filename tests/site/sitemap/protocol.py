"""The sitemap read by another hand: a validator we did not write, and the protocol's schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import xmlschema

if TYPE_CHECKING:
    from django.test import Client

BASE = "http://localhost:8000"


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(Path(__file__).parent / "sitemap.xsd")


@dataclass(frozen=True)
class Told:
    """One address as a search engine reads it, without our host."""

    path: str
    changed: str = ""
    translations: tuple[tuple[str, str], ...] = ()


def read(client: Client, path: str) -> list[Told]:
    """What a file holds; raises what is wrong with it."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    text = answer.content.decode()
    schema().validate(text)
    found = schema().to_dict(text)
    return [_told(one) for one in found.get("url") or found.get("sitemap")]


def files(client: Client) -> list[str]:
    return [one.path for one in read(client, "/sitemap.xml")]


def everything(client: Client) -> dict[str, Told]:
    """Path → what is told of it, in all the files of the index; each path once."""
    told = [one for file in files(client) for one in read(client, file)]
    found = {one.path: one for one in told}
    assert len(found) == len(told)
    return found


def text(client: Client) -> str:
    """All that search engines are given, as it is written."""
    index = client.get("/sitemap.xml").text
    paths = re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", index)
    return "".join([index, *(client.get(path).text for path in paths)])


def _told(one: dict) -> Told:
    links = one.get("xhtml:link", [])
    return Told(
        _path(one["loc"]),
        one.get("lastmod", ""),
        tuple((link["@hreflang"], _path(link["@href"])) for link in links),
    )


def _path(address: str) -> str:
    assert address.startswith(BASE), address
    return address.removeprefix(BASE)
