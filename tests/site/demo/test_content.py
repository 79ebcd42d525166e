"""The demo's texts: nothing that they name is left naked, and they are easy to read."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from maillage.themes import Theme
from maillage.ui.drawings import DRAWINGS
from maillage_site.creation.starter import starter_pages
from maillage_site.creation.starter_english import english_pages
from maillage_site.creation.translating import paired
from maillage_site.demo import portals, writing
from maillage_site.demo.pages import last_time
from maillage_site.writing_help.acronyms import unexplained
from maillage_site.writing_help.completeness import LONGEST_TITLE
from maillage_site.writing_help.sentences import sentences, too_long

ROOT = Path(__file__).resolve().parents[3]
RESOURCES, NEWS = writing.resources(), writing.news()
ENTRIES = [*RESOURCES, *NEWS]
PAGES = {entry["slug"]: 1 for entry in ENTRIES}
DOMAIN = re.compile(r"(?<![\w@.-])(?:[\w-]+\.)+(?:fr|com|org|net|eu|re|bzh)\b(?!\.\w)")
PHONE = re.compile(
    r"(?<![\d,])(?:0[ \u202f\xa0]?8\d\d|0[1-9])(?:[ \u202f\xa0.]?\d\d\d?){2,4}(?!\d)"
    r"|(?<!\d)3\d[ \u202f\xa0]\d\d(?!\d)|(?<!\d)(?:3[0-9]{3}|33700|11[2-9])(?!\d|[ \u202f\xa0]?€)"
)
MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
# The end of an address is no address, and invented people write from a domain of examples.
NO_LINK = {"gouv.fr", "exemple.fr", "visio.exemple.fr"}


def naked(html):
    """Sites and numbers that a text names outside a link; a title may, when the text links it."""
    soup = BeautifulSoup(MARKDOWN_LINK.sub(r'<a href="\2">\1</a>', html), "html.parser")
    linked = " ".join(link.get_text() + link.get("href", "") for link in soup("a"))
    for part in soup(["a"]):
        part.replace_with("·")
    found = [*DOMAIN.findall(soup.get_text(" ")), *PHONE.findall(soup.get_text(" "))]
    return sorted({one for one in found if one not in NO_LINK and one not in linked})


def words(entry, language):
    """All that is written in the blocks of an entry, as HTML."""
    said = entry if language == "fr" else entry["en"]
    return (
        said["title"],
        said["summary"],
        "".join(_written(writing.body(entry, said, PAGES, language))),
    )


def _written(value):
    if isinstance(value, str):
        yield value if value.startswith("<") else f"<p>{value}</p>"
    elif isinstance(value, dict):
        for part in value.values():
            yield from _written(part)
    else:
        for part in value:
            yield from _written(part)


def in_languages():
    return [
        (entry, language)
        for entry in ENTRIES
        for language in ("fr", "en")
        if language == "fr" or "en" in entry
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Ouvrez ameli.fr ou appelez le 36 46.</p>", ["36 46", "ameli.fr"]),
        ("<p>Le 0 805 805 817, le 3018, le 114.</p>", ["0 805 805 817", "114", "3018"]),
        ("<p>Le 03 85 39 55 00 ou www.cnil.fr</p>", ["03 85 39 55 00", "www.cnil.fr"]),
        ('<p><a href="tel:3646">36 46</a>, <a href="https://www.ameli.fr/">ameli.fr</a></p>', []),
        ("<p>300 €, 13 chiffres, gouv.fr, octobre 2025, à 7 h, a@exemple.fr</p>", []),
    ],
)
def test_a_site_or_a_number_without_link_is_seen(html, expected):
    assert naked(html) == expected


def test_every_site_and_number_that_a_text_of_the_demo_names_is_a_link():
    found = {}
    for entry, language in in_languages():
        if seen := naked("".join(words(entry, language)[1:])):
            found[entry["slug"], language] = seen
    assert found == {}


def test_so_it_is_in_the_legal_pages_and_in_what_plugins_load():
    pages = [("Maillage", portals.NATIONAL), *((one.slug, one.identity) for one in portals.PORTALS)]
    made = [
        page
        for name, who in pages
        for page in (*starter_pages(name, who), *english_pages(name, who))
    ]
    texts = ["".join(text for _kind, text in page["body"]) for page in made]
    for file in ROOT.glob("*/maillage_*/demo/*.toml"):
        texts += _texts(tomllib.loads(file.read_text("utf-8")))
    assert {text[:60]: naked(text) for text in texts if naked(text)} == {}
    assert [text for text in texts if "À compléter" in text or "To be completed" in text] == []


def _texts(value, name=""):
    if isinstance(value, str):
        if name.removesuffix("_en") in {"body", "summary", "text", "question", "answer"}:
            yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, name)


def test_there_are_sixty_national_resources_and_three_in_each_portal():
    owners = [entry.get("portal", "") for entry in RESOURCES]
    assert owners.count("") >= 60
    assert {one.slug: owners.count(one.slug) for one in portals.PORTALS} == {
        one.slug: 3 for one in portals.PORTALS
    }
    assert {entry["theme"] for entry in RESOURCES} <= set(Theme.values)
    assert {entry["drawing"] for entry in ENTRIES} <= set(DRAWINGS)
    assert set(writing.read("drawings.toml")) == set(DRAWINGS)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "Fiche relue le 30 novembre 2026."), ("en", "Read over on 30 November 2026.")],
)
def test_a_sheet_ends_with_the_day_when_it_was_read_over(language, expected):
    entry = next(one for one in RESOURCES if "checked" in one)
    assert words(entry, language)[2].endswith(f"<p>{expected}</p>")
    without = {name: value for name, value in entry.items() if name != "checked"}
    assert expected not in words(without, language)[2]


def test_every_national_page_is_in_english_and_links_to_the_same():
    for entry in ENTRIES:
        if entry.get("portal", "") == "":
            french, english = (
                writing.body(entry, said, PAGES, language)
                for said, language in ((entry, "fr"), (entry["en"], "en"))
            )
            pairs = paired(french, english)
            links = re.compile(r'href="([^"]+)"|<a id="(\w+)"')
            assert {text: links.findall(text) for text in pairs} == {
                text: links.findall(other) for text, other in pairs.items()
            }, entry["slug"]
            hrefs = [
                re.findall(r"\{([^}]+)\}|\[\[([\w-]+)\|", str(part))
                for part in (
                    [entry["steps"], entry["beware"], entry["stuck"]]
                    if "steps" in entry
                    else [entry["text"]]
                )
            ]
            others = [
                re.findall(r"\{([^}]+)\}|\[\[([\w-]+)\|", str(part))
                for part in (
                    [entry["en"]["steps"], entry["en"]["beware"], entry["en"]["stuck"]]
                    if "steps" in entry
                    else [entry["en"]["text"]]
                )
            ]
            assert hrefs == others, entry["slug"]


def test_the_french_is_easy_to_read():
    wrong = {}
    for entry in ENTRIES:
        title, summary, html = words(entry, "fr")
        text = BeautifulSoup(html, "html.parser").get_text("\n")
        long = [one for line in text.splitlines() for one in sentences(line) if too_long(one)]
        strange = unexplained(f"{title}\n{summary}\n{text}")
        if long or strange or len(title) > LONGEST_TITLE:
            wrong[entry["slug"]] = (long, strange, len(title))
    assert wrong == {}


def test_a_page_that_a_text_names_is_of_the_nation_or_of_the_same_portal():
    national = {entry["slug"] for entry in ENTRIES if not entry.get("portal")}
    for entry in ENTRIES:
        own = {one["slug"] for one in ENTRIES if one.get("portal", "") == entry.get("portal", "")}
        named = {slug for slug, _words in writing.PAGE.findall(str(entry))}
        assert named <= national | own, entry["slug"]
        assert entry["slug"] not in named


@pytest.mark.parametrize(
    ("day", "expected"), [("11-29", "2026-11-29"), ("11-30", "2025-11-30"), ("12-01", "2025-12-01")]
)
def test_news_are_of_the_last_year(day, expected):
    assert last_time(day, datetime(2026, 11, 30, 9, tzinfo=UTC)).date().isoformat() == expected


def test_each_portal_has_news_over_a_year():
    now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    days = {}
    for entry in NEWS:
        days.setdefault(entry["portal"], []).append((now - last_time(entry["on"], now)).days)
    assert min(map(len, days.values())) >= 3
    assert (
        min(map(max, days.values())) >= 180,
        max(max(found) for found in days.values()) <= 366,
    ) == (True, True)
