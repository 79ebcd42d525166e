"""What the demo's pages are made of: files of content, light marks, the blocks they become."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.ui.wording import wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

CONTENT = Path(__file__).parent / "content"
CONTACT = re.compile(r"\{([^{}]+)\}")
PAGE = re.compile(r"\[\[([\w-]+)\|([^\]|]+)\]\]")
SOLID = "\u202f"

Blocks = list[tuple[str, object]]


def read(name: str) -> dict:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


@cache
def resources() -> tuple[dict, ...]:
    """National ones and those of territories (``portal``), in the order they are listed."""
    files = sorted((CONTENT / "resources").glob("*.toml"))
    return tuple(entry for file in files for entry in read(f"resources/{file.name}")["resources"])


@cache
def news() -> tuple[dict, ...]:
    return tuple(read("news.toml")["news"])


@cache
def addresses() -> dict[str, str]:
    """What a text may name, as it is read → where its link leads."""
    found = read("contacts.toml")
    calls = {shown: f"tel:{number}" for shown, number in found["numbers"].items()}
    sites = found["sites"]
    return sites | calls | {shown: sites[site] for shown, site in found["short-messages"].items()}


def html(text: str, pages: Mapping[str, int]) -> str:
    """A paragraph; raises KeyError for a contact or a page that no file knows.

    ``pages`` gives the primary key of each page by its slug.
    """
    linked = CONTACT.sub(lambda found: _link(found[1]), escape(text, quote=False))
    linked = PAGE.sub(lambda found: _page(pages[found[1]], found[2]), linked)
    return f"<p>{linked}</p>"


def body(entry: Mapping, words: Mapping, pages: Mapping[str, int], language: str) -> Blocks:
    """The blocks of an entry, with its words in that language."""
    with override(language):
        made = [("drawing", _drawing(entry["drawing"], language))]
        if "text" in words:
            return [*made, ("text", "".join(html(part, pages) for part in words["text"]))]
        return [*made, *_sheet(words, pages, entry.get("checked"))]


def _sheet(words: Mapping, pages: Mapping[str, int], checked: date | None) -> Blocks:
    needed = "".join(f"<li>{escape(one, quote=False)}</li>" for one in words["need"])
    steps = [{"title": title, "text": html(text, pages)} for title, text in words["steps"]]
    ways, stuck = _("Step by step"), _("Stuck?")  # gettext reads no f-string
    said = html(words["stuck"], pages) + (_read_over(checked) if checked else "")
    return [
        ("callout", _callout("info", _("What you need"), f"<ul>{needed}</ul>")),
        ("text", f"<h2>{ways}</h2>"),
        ("steps", {"steps": steps}),
        ("callout", _callout("warning", _("Take care"), html(words["beware"], pages))),
        ("text", f"<h2>{stuck}</h2>{said}"),
    ]


def _read_over(checked: date) -> str:
    day = wording().day_year(checked).split(" ", 1)[1]
    said = _("Read over on %(date)s.") % {"date": day}
    return f"<p>{said}</p>"


def _callout(tone: str, title: str, text: str) -> dict[str, str]:
    return {"tone": tone, "title": title, "text": text}


def _drawing(name: str, language: str) -> dict[str, str]:
    said: Sequence[str] = read("drawings.toml")[name]
    return {"name": name, "description": said[language == "en"]}


def _link(shown: str) -> str:
    return f'<a href="{addresses()[shown]}">{shown.replace(" ", SOLID)}</a>'


def _page(key: int, shown: str) -> str:
    return f'<a linktype="page" id="{key}">{shown}</a>'
