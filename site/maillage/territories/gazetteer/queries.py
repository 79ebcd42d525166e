"""What a person who types a town, a territory or a code may mean: one answer for every field."""

from __future__ import annotations

from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import BooleanField, Case, F, Q, When
from django.db.models.functions import Coalesce, Length

from maillage.territories.gazetteer.candidates import (
    MOST,
    OVERWHELMING,
    Answer,
    Candidate,
    in_order,
)
from maillage.territories.gazetteer.typed import (
    CODE,
    Typed,
    one_edit_apart,
    read,
    with_words_aside,
)
from maillage.territories.models import Commune, OtherName, PostalCode, Territory
from maillage.territories.names import name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models.query import RawQuerySet

ARTICLES = ("le", "la", "les", "l")
# Shorter, every name is one letter away from another.
SHORTEST_MISTYPED = 4
# A prefix of fewer letters is no beginning of a territory's name, in a list that is short.
SHORTEST_TERRITORY = 3
# Above any letter: in the collations of both databases.
LAST = "zzzz"

DEPARTEMENTS = (Territory.Kind.DEPARTEMENT, Territory.Kind.COLLECTIVITY)
OFFICIAL = (*DEPARTEMENTS, Territory.Kind.REGION)


def find(
    text: str,
    *,
    own: Territory | None = None,
    kinds: Collection[Territory.Kind] = (),
    tolerant: bool = True,
) -> Answer:
    """The communes, and the territories of these kinds, that the text may mean.

    ``text`` is a name or its beginning, an old name, a postal code, an INSEE code or a
    département's number, alone or together; ``own`` is the reader's territory. Five queries at
    most when it is well spelled, twelve otherwise; not ``tolerant``: it must be.
    """
    typed = read(text)
    if not typed:
        return Answer()
    asking = _Asking(own, kinds)
    if found := asking.about(typed):
        return Answer(found)
    if not tolerant:
        return Answer()
    for other in _read_otherwise(typed, asking):
        if found := asking.about(other):
            return Answer(found, close=True)
    return Answer(asking.mistyped(with_words_aside(typed)), close=True)


def meant_by(keys: Collection[str], *, own: Territory | None = None) -> dict[str, Commune]:
    """The communes that are meant by one of these names, borne whole, or by that postal code.

    Of namesakes, the reader's own, then the best known. Who says "Chalon" means Chalon-sur-Saône,
    though a village bears that name whole: a name goes to the one that it begins when that one is
    so much better known. Two queries at most, whatever the number.
    """
    if not keys:
        return {}
    asking, named = _Asking(own, ()), list(_named(keys))
    at_home = asking.own_among(set(named))

    def rank(one: Commune) -> tuple[bool, int, str]:
        seat = 2 if one.seat else 1
        return one not in at_home, -(one.population or 0) * seat, one.code

    ranked = sorted(named, key=rank)
    found = {one.name_key: one for one in reversed(ranked) if one.name_key in keys}
    for key, bearer in found.items():
        begun = (one for one in ranked if one.name_key.startswith(f"{key} "))
        # What lies in the reader's territory gives way to nothing that lies elsewhere.
        rivals = (one for one in begun if one in at_home or bearer not in at_home)
        least = OVERWHELMING * (bearer.population or 0)
        found[key] = next((one for one in rivals if (one.population or 0) >= least), bearer)
    if codes := [key for key in keys if CODE.fullmatch(key)]:
        least_first = F("commune__population").asc(nulls_first=True)
        rows = PostalCode.objects.filter(code__in=codes).select_related("commune")
        found |= {row.code: row.commune for row in rows.order_by(least_first)}
    return found


def _named(keys: Collection[str]) -> RawQuerySet:
    """Communes that bear one of these names, or have so many times more inhabitants than one that
    does, whose name theirs begins with.

    One range of the index of names for each that bears one: no lookup of Django's reads a range
    that another row gives; and this is asked of every question.
    """
    table, listed = Commune._meta.db_table, ", ".join(["%s"] * len(keys))
    return Commune.objects.raw(
        f"SELECT * FROM {table} WHERE name_key IN ({listed}) OR code IN ("  # noqa: S608
        f"SELECT known.code FROM {table} bearer JOIN {table} known "
        "ON known.name_key > bearer.name_key || ' ' "
        f"AND known.name_key < bearer.name_key || ' {LAST}' "
        f"WHERE bearer.name_key IN ({listed}) "
        f"AND known.population >= {OVERWHELMING} * bearer.population)",
        [*keys, *keys],
    )


def _read_otherwise(typed: Typed, asking: _Asking) -> Iterable[Typed]:
    """Without the words beside a name; with the département that is said after it."""
    aside = with_words_aside(typed)
    if aside.key and aside != typed:
        yield aside
    if aside.key and not aside.departement:
        for one in asking.official:
            before = aside.key.removesuffix(f" {one.key}")
            if one.kind in DEPARTEMENTS and before != aside.key:
                yield with_words_aside(Typed(before, aside.code, one.code))


class Official(NamedTuple):
    """What it takes to know a territory by its name or number."""

    pk: int
    kind: str
    code: str
    name: str
    population: int | None
    key: str


class _Asking:
    """One reader's question: where they are, and what may answer."""

    def __init__(self, own: Territory | None, kinds: Collection[Territory.Kind]) -> None:
        self.own, self.kinds = own, kinds

    @cached_property
    def official(self) -> list[Official]:
        """The départements, collectivities and régions: some 130, read at most once."""
        rows = Territory.objects.filter(kind__in=OFFICIAL).order_by("kind")
        named = rows.values_list("pk", "kind", "code", "name", "population")
        return [Official(*row, name_key(row[3])) for row in named]

    def about(self, typed: Typed) -> tuple[Candidate, ...]:
        communes = self._communes(typed)
        found = [*communes, *self._territories(typed, communes)]
        known = {one.commune for one in communes if one.exact}
        # One that bears the name hides those that bore it.
        if len(found) < MOST and len(known) != 1:
            found += [one for one in self._otherwise_named(typed) if one.commune not in known]
        return in_order(found)

    def mistyped(self, typed: Typed) -> tuple[Candidate, ...]:
        """Names that one typing error leads to: half of the letters at least are in their place."""
        key, length = typed.key, len(typed.key)
        if length < SHORTEST_MISTYPED:
            return ()
        start, end = key[: (length - 1) // 2], key[(length + 2) // 2 :]
        # Nothing but the names: an index holds them all.
        names = Commune.objects.annotate(letters=Length("name_key")).filter(
            Q(name_key__startswith=start) | Q(name_key__endswith=end),
            letters__range=(length - 1, length + 1),
        )
        close = {
            name
            for name in names.order_by().values_list("name_key", flat=True)
            if one_edit_apart(key, name)
        }
        found = []
        if close:
            meant = self.ranked(Q(name_key__in=close) & _with_code(typed))
            found = [self._candidate(commune, exact=True) for commune in meant]
        if self.kinds:
            near = [one for one in self.official if one_edit_apart(key, one.key)]
            found += self._these(near, {one.key for one in near})
        return in_order(found)

    def _communes(self, typed: Typed) -> list[Candidate]:
        """Those that bear the name or the code; then those whose name it begins."""
        if not typed.key and not typed.code:
            return []
        if not typed.key:
            return [self._candidate(one, exact=True) for one in self.ranked(_with_code(typed))]
        names = _with_articles(typed.key)
        begun = reduce(or_, (_beginning("name_key", name) for name in names))
        return [
            self._candidate(commune, exact=commune.name_key in names)
            for commune in self.ranked(begun & _with_code(typed), names)
        ]

    def ranked(self, condition: Q, names: Iterable[str] = ()) -> list[Commune]:
        """Those that bear one of these names whole, the reader's own, then the best known."""
        here = [When(self.own.communes_q(), then=True)] if self.own is not None else []
        found = Commune.objects.filter(condition).annotate(
            own=Case(*here, default=False, output_field=BooleanField()),
            whole=Case(
                When(name_key__in=names, then=True), default=False, output_field=BooleanField()
            ),
            weight=Coalesce("population", 0) * Case(When(seat=True, then=2), default=1),
        )
        return list(found.order_by("-whole", "-own", "-weight", "code")[: 2 * MOST])

    def _candidate(self, commune: Commune, *, exact: bool) -> Candidate:
        return Candidate(commune, exact=exact, own=bool(commune.own))

    def _territories(self, typed: Typed, communes: list[Candidate]) -> list[Candidate]:
        """By name or number. A région gives way to its only département, which has its name."""
        if not self.kinds or typed.code:
            return []
        found: dict[str, Official] = {}
        names = tuple(_with_articles(typed.key)) if typed.key else ()
        long = len(typed.key) >= SHORTEST_TERRITORY
        for one in self.official:
            numbered = not typed.departement or one.code == typed.departement
            named = one.key in names or (long and one.key.startswith(names))
            if numbered and (named or (not names and one.kind in DEPARTEMENTS)):
                found.setdefault(one.key, one)
        towns = [one for one in found.values() if not _is_a_town(one, communes)]
        return self._these(towns, {one.key for one in towns if not names or one.key in names})

    def _these(self, chosen: list[Official], exact: set[str]) -> list[Candidate]:
        """Whole, of the kinds that are asked for; ``exact``: the keys that are borne whole."""
        keys = {one.pk: one.key for one in chosen if one.kind in self.kinds}
        if not keys:
            return []
        own = self.own.pk if self.own is not None else None
        return [
            Candidate(territory=territory, exact=keys[pk] in exact, own=pk == own)
            for pk, territory in Territory.objects.in_bulk(keys).items()
        ]

    def _otherwise_named(self, typed: Typed) -> list[Candidate]:
        """Communes by the names of those that joined them, or by the post's."""
        if not typed.key:
            return []
        names = _with_articles(typed.key)
        begun = reduce(or_, (_beginning("key", name) for name in names))
        rows = OtherName.objects.filter(Q(key__in=names) | begun)
        if typed.code or typed.departement:
            rows = rows.filter(commune__in=Commune.objects.filter(_with_code(typed)))
        rows = list(rows.select_related("commune").order_by("key", "commune_id")[:MOST])
        own = self.own_among({row.commune for row in rows})
        return [
            Candidate(one, known_as=row.name, exact=row.key in names, own=one in own)
            for row in rows
            if (one := row.commune)
        ]

    def own_among(self, communes: set[Commune]) -> set[Commune]:
        if self.own is None or not communes:
            return set()
        if self.own.kind == Territory.Kind.NETWORK:
            return set(Commune.objects.filter(self.own.communes_q(), pk__in=communes))
        return {one for one in communes if self.own.covers(one)}


def _with_articles(key: str) -> list[str]:
    return [key, *(f"{article} {key}" for article in ARTICLES)]


def _beginning(field: str, start: str) -> Q:
    """A range beside the prefix: SQLite reads no index for LIKE."""
    bounds = {f"{field}__gte": start, f"{field}__lt": start + LAST}
    return Q(**bounds, **{f"{field}__startswith": start})


def _with_code(typed: Typed) -> Q:
    """An arrondissement hides its commune, which has all the postal codes of its parts."""
    condition = Q()
    if typed.code:
        holders = PostalCode.objects.filter(code=typed.code)
        by_post = Q(pk__in=holders.values("commune"))
        hidden = Q(pk__in=holders.exclude(commune__parent=None).values("commune__parent"))
        condition &= Q(code=typed.code) | (by_post & ~hidden)
    if typed.departement:
        condition &= Q(departement_code=typed.departement)
    return condition


def _is_a_town(territory: Official, communes: list[Candidate]) -> bool:
    """Paris, Saint-Martin: the commune of that name holds most of the territory."""
    return any(
        one.commune.name_key == territory.key
        and 2 * (one.commune.population or 0) >= (territory.population or 0)
        for one in communes
        if one.commune is not None
    )
