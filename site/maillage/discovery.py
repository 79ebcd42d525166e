"""Which plugins are installed, read from entry points alone: nothing is imported."""

from __future__ import annotations

from importlib.metadata import entry_points

GROUP = "maillage.plugins"


class UnknownPluginError(ValueError):
    """A setting names a plugin that is not installed."""


def installed_plugins() -> dict[str, str]:
    """Plugin name → module, in name order: ``{"events": "maillage_events", …}``."""
    found = {entry.name: entry.value for entry in entry_points(group=GROUP)}
    return dict(sorted(found.items()))


def plugin_apps() -> list[str]:
    """Modules to append to ``INSTALLED_APPS``.

    A disabled plugin is among them: its tables stay, its contributions are off
    (see ``maillage.plugin``).
    """
    return list(installed_plugins().values())


def checked_disabled(names: list[str]) -> frozenset[str]:
    """The disabled plugins' names; raises UnknownPluginError for a name that is not installed."""
    unknown = sorted(set(names) - set(installed_plugins()))
    if unknown:
        known = ", ".join(installed_plugins()) or "none"
        message = f"MAILLAGE_DISABLED_PLUGINS names {', '.join(unknown)}; installed: {known}"
        raise UnknownPluginError(message)
    return frozenset(names)
