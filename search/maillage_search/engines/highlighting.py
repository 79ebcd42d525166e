"""Titles and excerpts with the words that answer marked: the same for every engine."""

from __future__ import annotations

from collections.abc import Collection

from maillage_search.french.chain import Token, analyse
from maillage_search.french.thesaurus import Stems
from maillage_search.query.response import Fragment

EXCERPT = 220
LEAD = 60
READ = 1_500


def marked(text: str, terms: Collection[Stems]) -> tuple[Fragment, ...]:
    """The whole text, cut where marks begin and end."""
    return _fragments(text, _found(text, terms), 0, len(text))


def excerpt(summary: str, body: str, terms: Collection[Stems]) -> tuple[Fragment, ...]:
    """The summary when it answers or when the body does not; else the body around its answer."""
    in_summary = _found(summary, terms)
    if in_summary or not body:
        return _around(summary, in_summary)
    in_body = _found(body[:READ], terms)
    if in_body or not summary:
        return _around(body[:READ], in_body)
    return _around(summary, [])


def _found(text: str, terms: Collection[Stems]) -> list[Token]:
    """Tokens of the terms, stop words between the words of a phrase left aside."""
    tokens = analyse(text)
    stems = tuple(token.stem for token in tokens)
    at: set[int] = set()
    for length in {len(term) for term in terms}:
        for start in range(len(stems) - length + 1):
            if stems[start : start + length] in terms:
                at.update(range(start, start + length))
    return [tokens[position] for position in sorted(at)]


def _around(text: str, found: list[Token]) -> tuple[Fragment, ...]:
    start = 0
    if found and found[0].start > EXCERPT - LEAD:
        start = text.find(" ", max(0, found[0].start - LEAD)) + 1
    end = len(text)
    if end - start > EXCERPT:
        end = max(text.rfind(" ", start, start + EXCERPT), start + EXCERPT // 2)
    fragments = _fragments(
        text, [t for t in found if start <= t.start and t.end <= end], start, end
    )
    before = (Fragment("… "),) if start else ()
    after = (Fragment(" …"),) if end < len(text) else ()
    return (*before, *fragments, *after)


def _fragments(text: str, found: list[Token], start: int, end: int) -> tuple[Fragment, ...]:
    pieces, at = [], start
    for token in found:
        if token.start < at:
            continue
        pieces += [
            Fragment(text[at : token.start]),
            Fragment(text[token.start : token.end], marked=True),
        ]
        at = token.end
    pieces.append(Fragment(text[at:end]))
    return tuple(piece for piece in pieces if piece.text)
