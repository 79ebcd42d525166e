"""Recognising a file by its column names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage_cartography.imports.dialects import (
    bourgogne_franche_comte,
    data_inclusion,
    declared,
    france_services,
    national,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from maillage_cartography.models import Place


class UnknownDialect(ValueError):
    """The columns are those of no known file; the message says which were looked for."""


@dataclass(frozen=True)
class Dialect:
    """One shape of file: the columns that tell it, and its rows' translation.

    ``translate(cells)`` gives the fields of the national standard, as text, in its own spelling.
    ``required`` are the fields without which a row is refused. ``written(place)`` gives the cells
    of our own export in that shape, if we have one; None when a place cannot leave in it.
    """

    name: str
    marks: frozenset[str]
    required: tuple[str, ...]
    translate: Callable[[dict[str, str]], dict[str, str]]
    written: Callable[[Place], dict[str, str] | None] | None = None


DIALECTS = tuple(
    Dialect(
        module.NAME,
        frozenset(module.MARKS),
        module.REQUIRED,
        module.translate,
        getattr(module, "written", None),
    )
    for module in (france_services, bourgogne_franche_comte, data_inclusion, national)
)


def dialect_of(
    header: tuple[str, ...], mapping: declared.Mapping | None = None
) -> Dialect | declared.Mapping:
    """The dialect whose columns are all there; raises UnknownDialect.

    ``mapping`` is a declaration sent with the file: it is then the only one asked.
    """
    if mapping is not None:
        _check(mapping, header)
        return mapping
    for dialect in (*DIALECTS[:-1], *declared.built_in(), DIALECTS[-1]):
        if dialect.marks <= set(header):
            return dialect
    missing = [name for name in national.MARKS if name not in header]
    raise UnknownDialect(
        _(
            "The first line does not hold the expected column names. "
            "For the national standard, these are missing: %(missing)s."
        )
        % {"missing": ", ".join(missing)}
    )


def _check(mapping: declared.Mapping, header: tuple[str, ...]) -> None:
    missing = sorted(mapping.marks - set(header))
    if missing:
        message = _("The file lacks columns that the declaration wants: %(missing)s.")
        raise UnknownDialect(message % {"missing": ", ".join(missing)})
