"""What a search engine answers: values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as calendar_date
from datetime import datetime

from maillage_search.query.periods import Period
from maillage_search.query.request import Near
from maillage_search.query.territories import Inside


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text; ``marked`` when it answers the question."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One result, with its title and an excerpt cut into fragments."""

    uid: str
    kind: str
    title: tuple[Fragment, ...]
    url: str
    excerpt: tuple[Fragment, ...] = ()
    language: str = "fr"
    national: bool = False
    territories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    starts_at: datetime | None = None
    date: calendar_date | None = None
    distance_km: float | None = None

    @property
    def plain_title(self) -> str:
        return "".join(fragment.text for fragment in self.title)


@dataclass(frozen=True, slots=True)
class Facets:
    """Value → count, each facet counted without its own filter.

    ``days``: of ``narrowing.DAYS``, for what takes place; ``distances``: at most so many kilometres
    away; ``open``: how many are open now, None when nobody counted.
    """

    kinds: dict[str, int] = field(default_factory=dict)
    territories: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    distances: dict[int, int] = field(default_factory=dict)
    open: int | None = None


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """``held``: of the total, how many hold the words; the others stand in the town that is named.
    ``whole``: how many hold all of them, chosen facets aside, counted up to what is enough;
    ``loosened``: those that hold fewer were looked for too.
    ``more``: there are more than ``total``, which were not counted.

    ``corrected`` is the text searched instead of the reader's, when that found nothing;
    ``partial`` says that no document holds all the words; ``degraded`` that Elasticsearch, which
    should have answered, did not, or only in part.

    ``near``, ``inside`` and ``period`` are what was understood of the question, ``words`` what is
    left of it; ``named``: the days, whatever they were read as; ``undated``: nothing is held on
    them, and they were read as words; ``beyond``: where little is, what answers
    whatever the days.
    """

    total: int = 0
    held: int = 0
    whole: int = 0
    loosened: bool = False
    more: bool = False
    hits: tuple[Hit, ...] = ()
    beyond: tuple[Hit, ...] = ()
    facets: Facets = Facets()
    near: Near | None = None
    inside: Inside | None = None
    period: Period | None = None
    named: Period | None = None
    undated: bool = False
    wants_place: bool = False
    words: str = ""
    corrected: str = ""
    partial: bool = False
    degraded: bool = False
    engine: str = ""
    took_ms: float = 0.0
