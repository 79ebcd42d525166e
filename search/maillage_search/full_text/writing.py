"""Keeping the embedded engine up to date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from maillage.text import fold
from maillage.values import Audience
from maillage_search.documents.delimited import joined
from maillage_search.documents.versions import Versioned
from maillage_search.french.chain import analyse
from maillage_search.full_text import titles
from maillage_search.full_text.tokens import tokens_of
from maillage_search.full_text.vendor import vendor
from maillage_search.models import IndexedDocument, Word

LONGEST_WORD = 60
COLUMNS = [
    field.attname
    for field in IndexedDocument._meta.concrete_fields
    if field.attname not in {"id", "uid"}
]


def write(documents: Sequence[Versioned]) -> None:
    """Insert or replace documents; one that is older than what is there changes nothing."""
    with transaction.atomic():
        known = dict(
            IndexedDocument.objects.filter(uid__in=[d.uid for d in documents]).values_list(
                "uid", "version"
            )
        )
        fresh = [d for d in documents if known.get(d.uid, d.version) <= d.version]
        rows = IndexedDocument.objects.bulk_create(
            [_row(document) for document in fresh],
            update_conflicts=True,
            unique_fields=["uid"],
            update_fields=COLUMNS,
        )
        keys = _primary_keys(rows)
        public = Audience.PUBLIC
        vendor().write(
            (keys[d.uid], d.document.audience is public, tokens_of(d.document)) for d in fresh
        )
        titles.write((keys[d.uid], d.document.title) for d in fresh)
        remember_words(d for d in fresh if d.document.audience is public)


def forget(uids: Iterable[str], *, version: int) -> None:
    """Delete documents, unless a later version of them is there."""
    with transaction.atomic():
        gone = IndexedDocument.objects.filter(uid__in=list(uids), version__lte=version)
        vendor().forget(list(gone.values_list("pk", flat=True)))
        gone.delete()


def remember_words(documents: Iterable[Versioned]) -> None:
    """The words of public documents, once each: what a misspelled word may be.

    Names of places and of their towns are no spelling of anything ("panne" is not "Penne").
    """
    words: dict[str, Word] = {}
    for versioned in documents:
        document = versioned.document
        if document.address:
            continue
        text = f"{document.title} {document.summary} {document.body}"
        for token in analyse(text):
            if token.word.isalpha() and 3 <= len(token.word) <= LONGEST_WORD:
                word = Word(word=token.word, stem=token.stem, folded=fold(token.word))
                words[token.word] = word
    known = set(Word.objects.filter(pk__in=words).values_list("pk", flat=True))
    new = [word for key, word in words.items() if key not in known]
    Word.objects.bulk_create(new, ignore_conflicts=True, batch_size=2000)


def title_key(title: str) -> str:
    """What two titles that read the same have in common."""
    return " ".join(token.stem for token in analyse(title))[:200]


def _primary_keys(rows: list[IndexedDocument]) -> dict[str, int]:
    uids = [row.uid for row in rows]
    return dict(IndexedDocument.objects.filter(uid__in=uids).values_list("uid", "pk"))


def _row(versioned: Versioned) -> IndexedDocument:
    document, point = versioned.document, versioned.document.point
    return IndexedDocument(
        uid=document.uid,
        key=versioned.key,
        kind=document.kind,
        language=document.language,
        readers=joined(versioned.readers),
        audience=document.audience,
        acl=joined(document.acl),
        national=document.national,
        territories=joined(document.territories),
        themes=joined(document.themes),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        version=versioned.version,
        digest=versioned.digest,
        starts_at=document.starts_at,
        date=document.date,
        sessions=joined(session.isoformat() for session in document.sessions),
        title_key=title_key(document.title),
        url=document.url,
        title=document.title,
        summary=document.summary,
        body=versioned.shown_body,
    )
