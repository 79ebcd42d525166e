"""The words of titles, for those who have typed the beginning of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.text import fold
from maillage_search.french.chain import clean, words
from maillage_search.french.tables import STOP_WORDS
from maillage_search.models import TitleWord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage_search.models import IndexedDocumentQuerySet

LONGEST_WORD = 40
MOST_WORDS = 20
# Titles that begin with what is typed are read first: of so many, more letters must tell.
MOST_READ = 3_000
# Above any letter: in the collations of both databases.
LAST = "zzzz"


def write(titles: Iterable[tuple[int, str]]) -> None:
    """Replace the words of titles: (primary key of the document, title)."""
    rows, written = [], []
    for pk, title in titles:
        written.append(pk)
        rows += [
            TitleWord(document_id=pk, word=word, position=position)
            for position, word in enumerate(words_of(title))
        ]
    TitleWord.objects.filter(document__in=written).delete()
    TitleWord.objects.bulk_create(rows, batch_size=2_000)


def words_of(title: str) -> list[str]:
    """Those that tell something, in order; all when none does."""
    found = [token.word for token in words(clean(title))]
    telling = [word for word in found if word not in STOP_WORDS] or found
    plain = (fold(word).replace("'", "")[:LONGEST_WORD] for word in telling)
    return list(dict.fromkeys(filter(None, plain)))[:MOST_WORDS]


def begun(documents: IndexedDocumentQuerySet, typed: str) -> IndexedDocumentQuerySet:
    """Those whose titles hold each word that is typed, or a word that begins with it."""
    found = typed_words(typed)
    if not found:
        return documents.none()
    for word in found:
        holding = TitleWord.objects.filter(
            word__gte=word, word__lt=word + LAST, word__startswith=word
        )
        first = holding.order_by("position", "word").values("document")[:MOST_READ]
        documents = documents.filter(pk__in=first)
    return documents


def typed_words(typed: str) -> list[str]:
    """Those that tell something; alone, "le" may be the beginning of "lecture"."""
    found = [fold(token.word).replace("'", "")[:LONGEST_WORD] for token in words(clean(typed))]
    telling = [word for word in found if word not in STOP_WORDS]
    return [word for word in telling or found[-1:] if word]
