"""Each plugin is switched off, or removed for good, on the loaded demo; the rest goes on."""

import json
import re
import sys

import pytest

from tests.contract.environments import ROOT, run, without
from tests.fixtures.demo import demo_variables

# What each plugin answers at; the others must go on answering.
ADDRESSES = {
    "cartography": "/lieux/",
    "events": "/agenda/",
    "community": "/communautes/",
    "search": "/recherche/",
}
# A page of each kind of object, whose template tells of other plugins.
PAGES = {
    "cartography": re.compile(r"^/[-\w]+/lieux/[0-9a-f-]{36}"),
    "events": re.compile(r"/agenda/(national/)?[-\w]+/$"),
    "community": re.compile(r"/communautes/[-\w]+/$"),
}


def _seen(python, folder, **variables: str) -> dict:
    told = run(
        python,
        ROOT / "tests/contract/after_removal.py",
        ADDRESSES=" ".join(["/", "/saone-et-loire/", *ADDRESSES.values()]),
        **demo_variables(folder),
        **variables,
    )
    return json.loads(told.splitlines()[-1])


def _expected(gone: str) -> dict:
    others = [address for name, address in ADDRESSES.items() if name != gone]
    return {
        "/": 200,
        "/saone-et-loire/": 200,
        ADDRESSES[gone]: 404,
        **dict.fromkeys(others, 200),
    }


@pytest.mark.parametrize("plugin", ADDRESSES)
def test_a_plugin_switched_off_is_gone_and_the_rest_goes_on(plugin, demo_copy):
    seen = _seen(sys.executable, demo_copy, MAILLAGE_DISABLED_PLUGINS=plugin)
    assert seen["statuses"] == _expected(plugin)
    nothing_is_broken(plugin, seen)


@pytest.mark.parametrize("plugin", ADDRESSES)
def test_a_plugin_removed_leaves_nothing_that_breaks(plugin, demo_copy, tmp_path):
    run(sys.executable, "manage.py", "plugin_remove", plugin, "--yes", **demo_variables(demo_copy))
    (exported,) = (demo_copy / "removed").glob(f"{plugin}-*/{plugin}.json")
    assert json.loads(exported.read_text(encoding="utf-8"))
    seen = _seen(without(plugin, tmp_path / "environment"), demo_copy)
    assert seen["statuses"] == _expected(plugin)
    nothing_is_broken(plugin, seen)


def nothing_is_broken(gone: str, seen: dict) -> None:
    """Pages of the others open, whatever they told of what is gone, and lead to none of it."""
    assert ADDRESSES[gone] not in seen["linked"]
    assert {path: status for path, status in seen["walked"].items() if status != 200} == {}
    for name, pages in PAGES.items():
        opened = any(pages.search(path) for path in seen["walked"])
        assert opened == (name != gone), (name, sorted(seen["walked"]))
    assert seen["admin"] == 200


def test_an_unknown_plugin_is_refused_by_name(demo_copy):
    with pytest.raises(AssertionError, match="Aucune extension"):
        run(sys.executable, "manage.py", "plugin_remove", "agenda", **demo_variables(demo_copy))
