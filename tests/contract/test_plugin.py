"""The registry of contributions."""

import pytest
from django.test import override_settings

from maillage.contributions import Routes, SearchSource
from maillage.discovery import UnknownPluginError, checked_disabled, installed_plugins
from maillage.plugin import contributions, plugin_configs


def test_the_four_plugins_are_discovered_by_entry_point():
    assert list(installed_plugins()) == ["cartography", "community", "events", "search"]


def test_every_plugin_declares_its_table_of_contents():
    assert [config.slug for config in plugin_configs()] == list(installed_plugins())


def test_an_unknown_disabled_plugin_is_refused_by_name():
    with pytest.raises(UnknownPluginError, match="agenda"):
        checked_disabled(["agenda"])


@override_settings(MAILLAGE_DISABLED_PLUGINS=frozenset(installed_plugins()))
def test_disabled_plugins_contribute_nothing_and_the_composition_still_does():
    packages = {route.urlconf.partition(".")[0] for route in contributions(Routes)}
    assert packages == {"maillage_site"}
    assert [source.kind for source in contributions(SearchSource)] == ["page"]
