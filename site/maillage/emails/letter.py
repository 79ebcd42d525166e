"""The one shape of the mails we send: what happened, what it means, what to do, and why you get it.

The HTML comes from ``mails/letter.mjml``, compiled by ``scripts/mails`` into
``templates/maillage/mails/letter.html`` and committed: nothing is built at install time, and a
test fails when it is stale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

TEMPLATE = "maillage/mails/letter"


@dataclass(frozen=True)
class Letter:
    """One mail in words, in the active language.

    ``action`` is its button and ``links`` what else one may do, each (words, absolute address);
    ``facts`` are (label, value) rows; ``quote`` is somebody's message, as clean HTML and as text;
    ``reason`` says why the reader gets this mail, under it; ``name`` is who is greeted, if known.
    """

    subject: str
    title: str
    paragraphs: tuple[str, ...] = ()
    action: tuple[str, str] | None = None
    links: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    quote: SafeString | str = ""
    quote_text: str = ""
    name: str = ""
    reason: str = ""

    @property
    def text(self) -> str:
        """The plain words, which every reader of mail can show."""
        lines = self._render("txt").strip().splitlines()
        return "\n".join(line.rstrip() for line in lines) + "\n"

    @property
    def html(self) -> str:
        """The page: no picture, no tracker, nothing asked of another host."""
        return self._render("html")

    def _render(self, suffix: str) -> str:
        context = {"letter": self, "language": translation.get_language()}
        return render_to_string(f"{TEMPLATE}.{suffix}", context)
