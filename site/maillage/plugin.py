"""The plugin contract: how a plugin declares itself, how others read what it contributes."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import Promise

    from maillage.contributions import Contribution

    Text = str | Promise

C = TypeVar("C", bound="Contribution")


@dataclass(frozen=True)
class Plugin:
    """Table of contents of a plugin, the value ``plugin`` of its ``plugin.py``."""

    title: Text
    contributes: tuple[Contribution, ...] = ()


class ContributingConfig(AppConfig):
    """Base of an AppConfig whose package has a ``plugin.py``: every plugin, and the composition.

    ``default`` is handled here because Django sees the imported base class as a second
    candidate of the ``apps`` module and would silently install a plain AppConfig.
    """

    default = False
    default_auto_field = "django.db.models.BigAutoField"
    plugin: Plugin
    # Said by `plugin_remove` for the rest of its process: the tables are gone.
    removed = False
    enabled = True

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if "default" not in cls.__dict__:
            cls.default = True

    def ready(self) -> None:
        self.plugin = import_module(f"{self.name}.plugin").plugin
        if module_has_submodule(self.module, "permissions"):
            import_module(f"{self.name}.permissions")  # its rows of the table of rights

    @property
    def slug(self) -> str:
        """Entry point name: ``events`` for the module ``maillage_events``."""
        return self.name.removeprefix("maillage_")


class PluginConfig(ContributingConfig):
    """Base of a plugin's AppConfig; a setting switches it off."""

    default = False

    @property
    def enabled(self) -> bool:
        return not self.removed and self.slug not in settings.MAILLAGE_DISABLED_PLUGINS


def is_served(page: type) -> bool:
    """Whether a page type may be read: the pages of a disabled plugin answer 404."""
    config = apps.get_containing_app_config(page.__module__)
    return not isinstance(config, PluginConfig) or config.enabled


def plugin_configs() -> list[PluginConfig]:
    """Every loaded plugin, enabled or not, in name order."""
    return [config for config in _contributing() if isinstance(config, PluginConfig)]


def contributions(kind: type[C]) -> list[C]:
    """Everything of that kind that enabled plugins and the composition contribute.

    By ``order``, then by plugin name.

    Never call it while a class body or a module is being defined: plugins may not be loaded yet.
    """
    return sorted(_all_of(kind), key=lambda contribution: contribution.order)


def _all_of(kind: type[C]) -> Iterator[C]:
    for config in _contributing():
        if config.enabled:
            yield from (c for c in config.plugin.contributes if isinstance(c, kind))


def _contributing() -> list[ContributingConfig]:
    found = [c for c in apps.get_app_configs() if isinstance(c, ContributingConfig)]
    return sorted(found, key=lambda config: config.slug)
