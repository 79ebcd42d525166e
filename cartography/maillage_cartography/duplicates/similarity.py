"""Whether two places are one: what is compared, and what is concluded.

Pure: no Django, no database. Exact keys come first, then the position and the words. Within one
source a shared name proves nothing: a source tells its own places apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import cos, hypot, radians

from maillage_cartography.duplicates.names import (
    NEXT_DOOR,
    names_alike,
    read_name,
    read_street,
    streets_alike,
)

METRES_PER_DEGREE = 111_195.0
NEAR = 200  # metres: further apart, only an exact key makes a pair
ONE_DOOR = 50
ASTRAY = 1000  # metres by which a position is often wrong
ALIKE, RATHER_ALIKE, NEARLY_EQUAL = 85, 70, 95
# A service that lives in somebody else's house: its host is another place.
HOSTED = "franceservices"


class Verdict(StrEnum):
    """What is concluded of a pair; ``SITE``: two services behind one door."""

    SAME = "same"
    SITE = "site"
    UNSURE = "unsure"
    DISTINCT = "distinct"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is compared of a place; phones in E.164, ``sheet`` the address of its accessibility."""

    key: int
    name: str
    town: str
    commune: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    pivot: str = ""
    phone: str = ""
    mails: frozenset[str] = frozenset()
    sheet: str = ""
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Similarity:
    """A pair compared: shared keys by name, metres (None: unknown), name and address in percent."""

    verdict: Verdict
    keys: tuple[str, ...]
    metres: int | None
    name: int
    address: int
    moving: bool = False
    one_source: bool = False

    @property
    def score(self) -> int:
        """For the order of the queue: the surest first."""
        near = 0 if self.metres is None else max(0, 100 - self.metres // 2)
        return min(999, 2 * self.name + 2 * self.address + near + 100 * len(self.keys))


def compare(one: Sheet, other: Sheet) -> Similarity:
    """What is concluded of two places, with what it rests on."""
    a, b = read_name(one.name, one.town), read_name(other.name, other.town)
    found = _Facts(
        keys=shared_keys(one, other),
        metres=metres_between(one, other),
        name=names_alike(a, b),
        address=streets_alike(read_street(one.address), read_street(other.address)),
        generic=not (a.own and b.own),
        other_kind=bool(a.families and b.families and not a.families & b.families),
        one_kind=bool(a.families & b.families),
        hosted=(HOSTED in a.families) != (HOSTED in b.families),
        half_known=bool(a.families) != bool(b.families),
        moving=a.moving != b.moving,
        one_source=bool(one.sources & other.sources),
        one_town=one.commune == other.commune,
    )
    return Similarity(
        found.verdict(),
        found.keys,
        found.metres,
        found.name,
        found.address,
        found.moving,
        found.one_source,
    )


def shared_keys(one: Sheet, other: Sheet) -> tuple[str, ...]:
    """Which exact keys two places share."""
    found = [
        name
        for name in ("pivot", "phone", "sheet")
        if getattr(one, name) and getattr(one, name) == getattr(other, name)
    ]
    if one.mails & other.mails:
        found.append("mail")
    return tuple(found)


def metres_between(one: Sheet, other: Sheet) -> int | None:
    """Flat distance, exact enough at this scale; None when a position is not known."""
    if one.latitude is None or one.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude + 180) % 360 - 180
    return round(METRES_PER_DEGREE * hypot(north, east * cos(radians(one.latitude))))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the verdict rests on."""

    keys: tuple[str, ...]
    metres: int | None
    name: int
    address: int
    generic: bool
    other_kind: bool
    one_kind: bool
    hosted: bool
    half_known: bool
    moving: bool
    one_source: bool
    one_town: bool

    def verdict(self) -> Verdict:
        if not self.is_near:
            return self._far_apart()
        if self.one_source:
            return self._in_one_source()
        if self.moving or self.other_kind:
            return self._of_two_kinds()
        return self._of_one_kind()

    @property
    def is_near(self) -> bool:
        if self.metres is not None:
            return self.metres <= NEAR
        if self.keys and self.address >= ALIKE:
            return True  # A town written otherwise is no reason to miss them.
        return self.one_town and (self.address >= RATHER_ALIKE or bool(self.keys))

    @property
    def reached_alike(self) -> bool:
        """The same phone or the same mail: one desk answers, whatever it is called."""
        return "phone" in self.keys or "mail" in self.keys

    def _far_apart(self) -> Verdict:
        """A key, or the whole name, outweighs a position that is missing or wrong."""
        if self.one_source or self.moving or self.other_kind or not self.one_town:
            return Verdict.DISTINCT
        if self.metres is None:
            told = self.name >= NEARLY_EQUAL and not self.generic
        elif self.metres <= ASTRAY and self.reached_alike:
            told = self.name >= RATHER_ALIKE
        else:
            told = bool(self.keys) and self.name >= ALIKE and self.address >= ALIKE
        return Verdict.UNSURE if told else Verdict.DISTINCT

    def _in_one_source(self) -> Verdict:
        """A source that says everything twice has two rows of one place: a person looks."""
        if self.moving or self.other_kind or self.address < ALIKE:
            return self._behind_one_door()
        close = self.metres is None or self.metres <= ONE_DOOR
        if self.name >= NEARLY_EQUAL and (self.keys or (close and self.address >= NEARLY_EQUAL)):
            return Verdict.UNSURE
        return self._behind_one_door()

    def _behind_one_door(self) -> Verdict:
        known = self.metres is not None and self.metres <= ONE_DOOR
        return Verdict.SITE if known and self.address >= NEARLY_EQUAL else Verdict.DISTINCT

    def _of_two_kinds(self) -> Verdict:
        if self.moving and self.name >= RATHER_ALIKE and not self.other_kind:
            return Verdict.UNSURE
        told = self.reached_alike or (self.hosted and self.keys)
        if told and self.address >= NEXT_DOOR and not self.moving:
            return Verdict.UNSURE
        return self._behind_one_door()

    def _of_one_kind(self) -> Verdict:
        if self._is_proved():
            return Verdict.SAME
        if self.name >= ALIKE and (self.metres is not None or not self.generic):
            return Verdict.UNSURE
        if self.name >= RATHER_ALIKE and self.address >= RATHER_ALIKE:
            return Verdict.UNSURE
        if self.keys and (self.name >= RATHER_ALIKE or self.address >= ALIKE):
            return Verdict.UNSURE
        if self.one_kind and self.address >= NEARLY_EQUAL:
            return Verdict.UNSURE
        return self._behind_one_door()

    def _is_proved(self) -> bool:
        if self.name < ALIKE or (self.hosted and not self.reached_alike):
            return False
        if self.address >= ALIKE:
            return True
        if self.metres is None:
            return False
        if self.generic or self.half_known:
            return self.reached_alike
        return bool(self.keys) or self.metres <= ONE_DOOR
