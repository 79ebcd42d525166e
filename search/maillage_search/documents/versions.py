"""A document ready for every engine: cleaned, with its version and the languages it serves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from maillage.languages import whole_languages
from maillage.scope import DEFAULT_LANGUAGE
from maillage.values import Audience, SearchDocument
from maillage_search.french.chain import clean

LONGEST_BODY = 50_000


@dataclass(frozen=True, slots=True)
class Versioned:
    """``key`` is the outbox key of the object (``kind:value``); a greater version is later."""

    document: SearchDocument
    key: str
    version: int
    readers: tuple[str, ...]

    @property
    def uid(self) -> str:
        return self.document.uid

    @property
    def shown_body(self) -> str:
        """What excerpts are made from: the text, then the address."""
        return "\n".join(filter(None, (self.document.body, self.document.address)))

    @property
    def digest(self) -> str:
        """Same digest, same content: what the sweep compares."""
        content = {**asdict(self.document), "readers": self.readers}
        written = json.dumps(content, sort_keys=True, default=str, ensure_ascii=True)
        return hashlib.sha256(written.encode()).hexdigest()


def versioned(key: str, documents: Iterable[SearchDocument], version: int) -> list[Versioned]:
    """The documents of one object; readers of a missing language get the default one."""
    found = {document.language: cleaned(document) for document in documents}
    if not found:
        return []
    fallback = DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in found else next(iter(found))
    others = [code for code in whole_languages() if code not in found]
    return [
        Versioned(document, key, version, (language, *(others if language == fallback else ())))
        for language, document in found.items()
    ]


def cleaned(document: SearchDocument) -> SearchDocument:
    """Without control characters, texts of a reasonable length; restricted without a token opens
    to nobody.
    """
    acl = tuple(document.acl)
    if document.audience is Audience.RESTRICTED and not acl:
        acl = ("nobody",)
    return replace(
        document,
        title=clean(document.title)[:500].strip(),
        summary=clean(document.summary)[:2_000].strip(),
        body=clean(document.body)[:LONGEST_BODY].strip(),
        address=clean(document.address)[:1_000].strip(),
        keywords=tuple(map(clean, document.keywords)),
        themes=tuple(map(clean, document.themes)),
        territories=tuple(document.territories),
        acl=acl,
    )
