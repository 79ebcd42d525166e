"""The choices that filter a list, as links that do without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.territories.models import Territory
from maillage.ui.wording import wording
from maillage_cartography.map.clusters import SEPARATOR, names_of
from maillage_cartography.opening_hours import criteria
from maillage_cartography.standards.facets import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from maillage_cartography.finder.filters import PlaceFilter
    from maillage_cartography.opening_hours.criteria import Wanted


@dataclass(frozen=True)
class Choice:
    """A link of the page: a filter to remove, a commune to choose, a radius to widen."""

    label: str
    url: str


@dataclass(frozen=True)
class Address:
    """The query string of a list and what it would be with another choice."""

    given: QueryDict

    def changed(self, **changes: str | None) -> str:
        """The same page with these parameters set, or taken away when None."""
        return f"?{self.query(**changes)}"

    def without(self, name: str, value: str) -> str:
        """The same page with one value of a parameter less."""
        query = self.given.copy()
        query.setlist(name, [other for other in query.getlist(name) if other != value])
        return f"?{_kept(query)}"

    def query(self, **changes: str | None) -> str:
        """The query string without the page nor the empty fields."""
        query = self.given.copy()
        for name, value in changes.items():
            query.setlist(name, [value or ""])
        return _kept(query)


def _kept(query: QueryDict) -> str:
    query.pop("page", None)
    for name, values in list(query.lists()):
        query.setlist(name, list(filter(None, values)))
    return query.urlencode()


def active_filters(filters: PlaceFilter, address: Address) -> list[Choice]:
    """What filters the list now, each with the address that does without."""
    return [
        *_where(filters, address),
        *_options(filters, address),
        *_opening(filters.wanted, address),
        *_words(filters, address),
    ]


def departement_named(code: str) -> Territory | None:
    """The département or collectivity of that code."""
    kinds = (Territory.Kind.DEPARTEMENT, Territory.Kind.COLLECTIVITY)
    return Territory.objects.filter(kind__in=kinds, code=code).first()


def _where(filters: PlaceFilter, address: Address) -> Iterator[Choice]:
    if centre := filters.centre:
        said = {"name": wording().of_town(centre.name), "km": filters.radius}
        label = _("At most %(km)s km from %(name)s") % said
        if centre.point is None:
            label = centre.name
        without = address.changed(commune=None, pres_de=None, autour=None, rayon=None)
        yield Choice(label, without)
    if inside := filters.criteria.get("dans"):
        code = str(inside).upper().split(SEPARATOR)[-1]
        yield Choice(
            names_of([code]).get(code, str(inside)), address.changed(dans=None, pres_de=None)
        )


def _options(filters: PlaceFilter, address: Address) -> Iterator[Choice]:
    for facet in ALL:
        chosen = filters.chosen.get(facet.name, ())
        for option in facet.options:
            if option.slug in chosen:
                yield Choice(str(option.label), address.without(facet.name, option.slug))


def _opening(wanted: Wanted, address: Address) -> Iterator[Choice]:
    if wanted.choice:
        yield Choice(str(dict(criteria.CHOICES)[wanted.choice]), address.changed(ouvert=None))
    if wanted.day:
        label = _("Open on %(day)s") % {"day": wording().day(wanted.day)}
        yield Choice(label, address.changed(jour=None))
    if wanted.hour:
        label = _("Open at %(hour)s") % {"hour": wording().hour(wanted.hour)}
        yield Choice(label, address.changed(heure=None))


def _words(filters: PlaceFilter, address: Address) -> Iterator[Choice]:
    if text := filters.criteria.get("q"):
        yield Choice(str(text), address.changed(q=None))


def unknown_hours(filters: PlaceFilter, silent: int, address: Address) -> Choice | None:
    """The ``silent`` places that were left out because nobody knows when they open."""
    wanted = filters.wanted
    if wanted.is_whenever or wanted.choice == criteria.UNKNOWN or not silent:
        return None
    label = ngettext(
        "%(n)s place does not say when it opens",
        "%(n)s places do not say when they open",
        silent,
    ) % {"n": wording().number(silent)}
    return Choice(label, address.changed(ouvert=criteria.UNKNOWN, jour=None, heure=None))
