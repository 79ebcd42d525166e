"""Why a result answers: what each word was found as, and where; the same for every engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from maillage_search.french.chain import stems
from maillage_search.full_text.writing import title_key
from maillage_search.models import IndexedDocument, thesaurus
from maillage_search.query.parsing import understand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage_search.french.thesaurus import Alternative, Concept
    from maillage_search.query.parsing import Question
    from maillage_search.query.request import SearchRequest
    from maillage_search.query.response import Hit, SearchResponse


class Explained(NamedTuple):
    """A result and the reasons, one a line."""

    hit: Hit
    reasons: list[str]


def explained(response: SearchResponse, request: SearchRequest) -> list[Explained]:
    """Of the words that were really looked for, when they were read as others."""
    if response.corrected:
        request = replace(request, text=response.corrected, literal=True)
    question = understand(request, thesaurus())
    uids = [hit.uid for hit in response.hits]
    documents = {one.uid: one for one in IndexedDocument.objects.filter(uid__in=uids)}
    return [
        Explained(hit, _reasons(hit, documents.get(hit.uid), question)) for hit in response.hits
    ]


def _reasons(hit: Hit, document: IndexedDocument | None, question: Question) -> list[str]:
    if document is None:
        return [_("It left the index in the meantime.")]
    found = []
    if question.words and document.title_key == title_key(question.words):
        found.append(_("Its title is the question: it comes first."))
    found += [_held(concept, _fields(document)) for concept in question.concepts]
    if hit.distance_km is not None and question.near:
        facts = {"km": f"{hit.distance_km:.1f}".replace(".", ","), "town": question.near.name}
        found.append(_("%(km)s km from %(town)s: the nearer, the higher.") % facts)
    if question.period and hit.starts_at:
        found.append(_("It takes place on the days that were asked for."))
    return found


def _fields(document: IndexedDocument) -> dict[str, list[str]]:
    """Name of a field → its stems, the most telling first."""
    return {
        _("title"): stems(document.title),
        _("summary"): stems(document.summary),
        _("text"): stems(document.body),
    }


def _held(concept: Concept, fields: dict[str, list[str]]) -> str:
    for alternative in concept.alternatives:
        places = [name for name, held in fields.items() if _holds(held, alternative)]
        if not places:
            continue
        facts = {"word": concept.text, "said": alternative.text, "where": ", ".join(places)}
        if alternative is concept.alternatives[0]:
            return _("“%(word)s” is in its %(where)s.") % facts
        return _("“%(word)s” is there as “%(said)s” (thesaurus), in its %(where)s.") % facts
    return _("“%(word)s” is in its keywords, or nowhere.") % {"word": concept.text}


def _holds(held: Sequence[str], alternative: Alternative) -> bool:
    wanted = alternative.stems
    if not alternative.phrase:
        return set(wanted) <= set(held)
    length = len(wanted)
    return any(tuple(held[at : at + length]) == wanted for at in range(len(held) - length + 1))
