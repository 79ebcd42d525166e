"""Drawing the blocks of a page."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe

from maillage.blocks import blocks_of_words
from maillage_site.portals.pages.pictures import with_renditions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.template import Context
    from wagtail.blocks import StreamValue
    from wagtail.blocks.base import BoundBlock

logger = logging.getLogger(__name__)
register = template.Library()


# What the first screen of a home holds, when it begins with these.
QUESTIONS = ("help_question", "search_box")
WAYS = ("big_links",)
BLOCKS_OF_WORDS = blocks_of_words()


@dataclass(frozen=True)
class HomeParts:
    """The first screen of a home, a question and big links, then the rest of its blocks."""

    question: SafeString
    ways: SafeString
    rest: SafeString


@register.simple_tag(takes_context=True)
def page_body(context: Context, body: StreamValue) -> SafeString:
    """Every block in turn; one that fails is logged and left out, the page remains."""
    return _drawn(_shown(with_renditions(body), context), context)


@register.simple_tag(takes_context=True)
def home_parts(context: Context, body: StreamValue) -> HomeParts:
    """The blocks of a home, drawn and sorted; what editors put first stays first."""
    children = _shown(with_renditions(body), context)
    question = children[:1] if children and children[0].block_type in QUESTIONS else []
    following = children[len(question) :]
    ways = following[:1] if following and following[0].block_type in WAYS else []
    rest = following[len(ways) :]
    return HomeParts(*(_drawn(part, context) for part in (question, ways, rest)))


def _shown(children: Iterable[BoundBlock], context: Context) -> list[BoundBlock]:
    """In a language of content, words alone: lists, search and forms are French."""
    if not context.get("words"):
        return list(children)
    return [child for child in children if child.block_type in BLOCKS_OF_WORDS]


def _drawn(children: Iterable[BoundBlock], context: Context) -> SafeString:
    parent = context.flatten()
    drawn = []
    for child in children:
        try:
            drawn.append(child.render(context=parent))
        except Exception:
            logger.exception("block %s could not be drawn", child.block_type)
    return mark_safe("\n".join(drawn))  # noqa: S308 -- each block escapes its own values
