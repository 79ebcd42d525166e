"""All that may be said of a page, in the order of what matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.writing_help import completeness
from maillage_site.writing_help.acronyms import unexplained
from maillage_site.writing_help.passive import passive_turns
from maillage_site.writing_help.sentences import MOST_WORDS, sentences, too_long, words_in
from maillage_site.writing_help.texts import passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from maillage_site.writing_help.texts import Passage

EXCERPT = 90


@dataclass(frozen=True)
class Hint:
    """What to change, with the words it is about and where they stand in the form."""

    said: str
    where: str
    excerpt: str = ""


def hints_for(page: Page) -> list[Hint]:
    """Of the version that is being edited. French rules hold for French pages alone."""
    texts = list(passages(page))
    found = [*_of_the_page(page), *_of_its_links(page)]
    found += [hint for passage in texts for hint in _long_sentences(passage)]
    if page.locale.language_code == DEFAULT_LANGUAGE:
        found += _acronyms(texts)
        found += [hint for passage in texts for hint in _passives(passage)]
    return found


def _of_the_page(page: Page) -> Iterator[Hint]:
    if completeness.lacks_summary(page):
        said = _("Write a summary of one or two sentences: lists and search engines show it.")
        yield Hint(said, "summary")
    if completeness.has_long_title(page):
        said = ngettext(
            "The title is too long for lists: %(most)d character at most.",
            "The title is too long for lists: %(most)d characters at most.",
            completeness.LONGEST_TITLE,
        )
        yield Hint(said % {"most": completeness.LONGEST_TITLE}, "title", _cut(page.title))
    if completeness.lacks_picture(page):
        where = "image" if hasattr(page, "image_id") else "body"
        yield Hint(_("There is no picture: lists and shared links would show it."), where)


def _of_its_links(page: Page) -> Iterator[Hint]:
    said = _("This link does not say where it leads: name the page or the file.")
    for where, words in completeness.vague_links(page):
        yield Hint(said, where, _cut(words))


def _long_sentences(passage: Passage) -> Iterator[Hint]:
    for sentence in sentences(passage.text):
        if too_long(sentence):
            said = _("A sentence of %(number)d words: cut it in two (%(most)d at most).")
            numbers = {"number": words_in(sentence), "most": MOST_WORDS}
            yield Hint(said % numbers, passage.where, _cut(sentence))


def _acronyms(texts: list[Passage]) -> Iterator[Hint]:
    whole = "\n".join(passage.text for passage in texts)
    for acronym, meaning in unexplained(whole).items():
        where = next(passage.where for passage in texts if acronym in passage.text)
        said = _(
            "“%(acronym)s” is not explained. Write it once in full: %(meaning)s (%(acronym)s)."
        )
        yield Hint(said % {"acronym": acronym, "meaning": meaning}, where)


def _passives(passage: Passage) -> Iterator[Hint]:
    for sentence in sentences(passage.text):
        turns = passive_turns(sentence)
        if turns:
            said = _("Who does it? Say it with an active verb instead of “%(turns)s”.")
            told = {"turns": ", ".join(turns)}
            yield Hint(said % told, passage.where, _cut(sentence))


def _cut(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rsplit(' ', 1)[0]}…"
