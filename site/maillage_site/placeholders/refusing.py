"""Nothing unfinished is published by accident, whoever publishes it and how."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from wagtail import hooks

from maillage.pages import BEFORE_PUBLICATION, Refused
from maillage_site.placeholders.reading import new_placeholders, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

_as_they_are: ContextVar[bool] = ContextVar("placeholders_as_they_are", default=False)


@contextmanager
def as_they_are() -> Iterator[None]:
    """For who puts a portal online knowing what its pages lack: it is listed to them."""
    token = _as_they_are.set(True)
    try:
        yield
    finally:
        _as_they_are.reset(token)


@hooks.register(BEFORE_PUBLICATION)
def refuse_unfinished(_page: Page, version: Page) -> None:
    """The page's form has said it before, and kept what was typed."""
    left = [] if _as_they_are.get() else new_placeholders(version)
    if left:
        raise Refused(told(version, left))
