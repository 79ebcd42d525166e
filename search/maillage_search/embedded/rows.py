"""What is read of each document that matches: no texts, and lists as the columns' text."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """In the order of the query. Rows stay the database's own bare tuples: thousands may match.

    ``level``: the number of the reading that is answered, None for what holds none of the words;
    ``whole``: how many documents hold all of them, None where it is the length of the answer.
    """

    kind: str
    territories: str
    themes: str
    id: int
    title_key: str
    score: float
    starts: str | None
    date: str | None
    latitude: float | None
    longitude: float | None
    key: str
    sessions: str
    level: int | None
    whole: int | None


KIND, PK, STARTS, DATE, LATITUDE, LONGITUDE, KEY, SESSIONS, LEVEL = 0, 3, 6, 7, 8, 9, 10, 11, 12
