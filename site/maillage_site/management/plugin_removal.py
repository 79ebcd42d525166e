"""Removing a plugin's content before its package is uninstalled.

Stock Wagtail would otherwise serve its pages in a bare template, and deleting a user or a parent
page would raise IntegrityError on tables nobody knows any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from maillage.outbox.models import Message
from maillage.plugin import PluginConfig, plugin_configs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.db.models import Model


class UnknownPluginError(LookupError):
    """No plugin of that name is installed."""


class ForeignPagesError(Exception):
    """Pages that are not the plugin's lie below its own: somebody must move them first."""

    def __init__(self, pages: list[Page]) -> None:
        super().__init__(", ".join(page.title for page in pages))
        self.pages = pages


@dataclass(frozen=True)
class Inventory:
    """What a plugin holds: its pages, and rows by model label."""

    pages: list[Page]
    rows: dict[str, int]


def config_of(name: str) -> PluginConfig:
    """The plugin's AppConfig; raises UnknownPluginError."""
    for config in plugin_configs():
        if config.slug == name:
            return config
    raise UnknownPluginError(name)


def inventory(config: PluginConfig) -> Inventory:
    rows = {model._meta.label: model._base_manager.count() for model in _models(config)}
    return Inventory(pages=list(_pages(config)), rows={k: n for k, n in rows.items() if n})


def export(config: PluginConfig, folder: Path) -> Path:
    """Write every row of the plugin, pages included, as JSON that ``loaddata`` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{config.slug}.json"
    with file.open("w", encoding="utf-8") as out:
        serializers.serialize("json", _every_row(config), indent=1, stream=out)
    return file


def remove(config: PluginConfig) -> None:
    """Delete its pages, drop its tables and its content types; raises ForeignPagesError."""
    foreign = _foreign_pages(config)
    if foreign:
        raise ForeignPagesError(foreign)
    with transaction.atomic():
        for page in _pages(config):
            Page.objects.get(pk=page.pk).specific.delete()
    kinds = [getattr(c, "kind", None) or getattr(c, "topic", None) for c in _contributed(config)]
    call_command("migrate", config.label, "zero", verbosity=0)
    config.removed = True
    with transaction.atomic():
        ContentType.objects.filter(app_label=config.label).delete()
        Message.objects.filter(topic__in=[kind for kind in kinds if kind]).delete()
    ContentType.objects.clear_cache()


def _contributed(config: PluginConfig) -> tuple:
    return config.plugin.contributes


def _models(config: PluginConfig) -> list[type[Model]]:
    return [m for m in config.get_models(include_auto_created=True) if m._meta.managed]


def _page_models(config: PluginConfig) -> list[type[Page]]:
    return [model for model in config.get_models() if issubclass(model, Page)]


def _pages(config: PluginConfig) -> Iterator[Page]:
    """The plugin's topmost pages: what lies below goes with them."""
    above = None
    for page in Page.objects.type(*_page_models(config)).order_by("path"):
        if above is None or not page.path.startswith(above):
            above = page.path
            yield page


def _foreign_pages(config: PluginConfig) -> list[Page]:
    own = tuple(_page_models(config))
    found = []
    for page in _pages(config):
        below = Page.objects.descendant_of(page)
        found += list(below.not_type(*own)) if own else []
    return found


def _every_row(config: PluginConfig) -> Iterator[Model]:
    if _page_models(config):
        yield from Page.objects.type(*_page_models(config)).order_by("path")
    for model in _models(config):
        yield from model._base_manager.order_by("pk").iterator()
