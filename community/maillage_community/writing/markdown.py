"""Markdown that people write, as HTML that can be trusted.

CommonMark's ``js-default`` preset (raw HTML off), then nh3 with a short list of tags: no image
(a reader's browser asks nothing of another host), no link to ``//host``, headings demoted so
that the page keeps its own outline.
"""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

MAX_LENGTH = 20_000
MAX_NESTING = 20

TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_markdown = MarkdownIt(
    "js-default", {"maxNesting": MAX_NESTING, "breaks": True, "linkify": False}
).disable(["image", "table"])


def render(text: str) -> str:
    """Safe HTML of what somebody wrote; what exceeds MAX_LENGTH characters is cut."""
    source = text.replace("\x00", "")[:MAX_LENGTH]
    return nh3.clean(
        _without_headings(_markdown.render(source)),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        attribute_filter=_without_protocol_relative,
        link_rel="nofollow noopener ugc",
    )


def plain(text: str) -> str:
    """The words alone, for mails, feeds and the search."""
    return nh3.clean(render(text), tags=set(), link_rel=None).replace("\n\n", "\n").strip()


def _without_headings(html: str) -> str:
    for level in range(1, 7):
        html = html.replace(f"<h{level}>", "<p><strong>")
        html = html.replace(f"</h{level}>", "</strong></p>")
    return html


def _without_protocol_relative(_tag: str, name: str, value: str) -> str | None:
    if name == "href" and value.lstrip().replace("\\", "/").startswith("//"):
        return None
    return value
