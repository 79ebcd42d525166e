"""Pure values that cross the contract: no Django, no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date as calendar_date
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Point:
    """A position in WGS 84 decimal degrees; raises ValueError outside the globe."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            message = f"not on the globe: {self.latitude}, {self.longitude}"
            raise ValueError(message)


@dataclass(frozen=True)
class BoundingBox:
    """West, south, east, north in degrees; west > east when it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, point: Point) -> bool:
        if not self.south <= point.latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= point.longitude <= self.east
        return point.longitude >= self.west or point.longitude <= self.east


@dataclass(frozen=True)
class Period:
    """A half-open span [start, end) of aware datetimes."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Feature:
    """One thing on the map: a point, a title and the page that tells more (``url`` is a path)."""

    uuid: str
    point: Point
    title: str
    url: str
    summary: str = ""


@dataclass(frozen=True)
class Material:
    """A document or a recording that a session left, open to everybody.

    ``kind`` is the word for what it is (``Replay``, ``Slides``), ``note`` what to know before
    opening it (``PDF, 240 kB``); ``url`` opens it and ``about_url`` tells of the session: paths.
    """

    kind: str
    title: str
    date: calendar_date
    url: str
    about_url: str
    note: str = ""


class Audience(StrEnum):
    """Who may find a document: everybody, or the holders of one of its ``acl`` tokens."""

    PUBLIC = "public"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class SearchDocument:
    """What the search knows of one object in one language.

    ``uid`` is ``kind:key:language`` (key: a stable public identifier, not a title);
    ``url`` a path of the national portal or the object's canonical path;
    ``themes`` the labels that readers tick, in the document's language;
    ``territories`` the official codes it counts for, as ``Territory.code_path`` gives them
    (``dep:71``, ``epci:244500468``, ``com:71270``), empty for national content;
    ``themes`` what it is about, as readers of its language read it (``Santé en ligne``);
    ``address`` the streets where it is, which answer questions about streets alone, and are shown
    when nothing else tells of it;
    ``starts_at`` and ``date`` when it takes place next, ``sessions`` each time it will, by the
    clock of where it does;
    ``acl`` the tokens that open a restricted document (``circle:<uuid>``).
    """

    uid: str
    kind: str
    title: str
    url: str
    language: str = "fr"
    summary: str = ""
    body: str = ""
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    national: bool = False
    point: Point | None = None
    starts_at: datetime | None = None
    date: calendar_date | None = None
    audience: Audience = Audience.PUBLIC
    acl: tuple[str, ...] = ()
    address: str = ""
    sessions: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class PublicAddress:
    """A page everybody may read, in one language; ``path`` is its canonical path.

    ``translations`` are (language, path) of the page in every language it is written in, itself
    included; empty when it is written in one.
    """

    path: str
    changed: calendar_date | datetime | None = None
    translations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Resolved:
    """What a URN stands for now; ``url`` is a path without scope, ``commune`` an INSEE code.

    ``zone`` is the IANA name of the zone its hours are told in; ``clock`` says it in the reader's
    language ("La Réunion time"), for who reads it in another zone.
    """

    urn: str
    title: str
    url: str
    address: str = ""
    point: Point | None = None
    zone: str = ""
    commune: str = ""
    clock: str = ""


@dataclass(frozen=True)
class Healthy:
    """A probe's good answer; ``detail`` holds numbers an operator wants to read."""

    detail: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Unhealthy:
    """A probe's bad answer; ``broken`` stops traffic (503), otherwise the service is degraded."""

    reason: str
    broken: bool = False
    detail: dict[str, object] = field(default_factory=dict)
