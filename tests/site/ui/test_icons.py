"""Every icon that our code names is drawn: in the admin by Wagtail's sprite, elsewhere by ours."""

import re
from itertools import chain
from pathlib import Path, PurePath

import pytest
from django.contrib.staticfiles import finders
from wagtail import hooks
from wagtail.models import get_page_models

ROOT = Path(__file__).parents[3]
PACKAGES = ("site", "events", "cartography", "community", "search")
NAMED = re.compile(r"""(?:icon_name|menu_icon|\bicon)\s*=\s*["']([a-z][\w-]*)["']""")
OURS = re.compile(r"""\{% icon ["']([\w-]+)["'] %\}""")


@pytest.fixture(scope="module")
def stock() -> set[str]:
    found = chain.from_iterable(hook([]) for hook in hooks.get_hooks("register_icons"))
    return {PurePath(path).stem for path in found}


@pytest.fixture(scope="module")
def own() -> set[str]:
    sprite = Path(finders.find("maillage/icons.svg")).read_text()
    return set(re.findall(r'id="([\w-]+)"', sprite))


def files(suffix: str):
    for package in PACKAGES:
        for path in (ROOT / package).rglob(f"*.{suffix}"):
            yield path, path.read_text()


def test_what_the_templates_for_readers_name(own):
    named = {(path.name, name) for path, text in files("html") for name in OURS.findall(text)}
    assert len(named) > 30
    assert {one for one in named if one[1] not in own} == set()


def test_what_code_and_components_name(stock, own):
    """A menu, a block, a button, a card: in one of the two sprites."""
    named = {
        (path.name, name)
        for path, text in chain(files("py"), files("html"))
        for name in NAMED.findall(text)
    }
    assert len(named) > 60
    assert {one for one in named if one[1] not in stock | own} == set()


def test_what_the_admin_s_templates_name(stock):
    """Those that extend Wagtail's have no other sprite."""
    named = {
        (path.name, name)
        for path, text in files("html")
        if '{% extends "wagtailadmin/' in text or "wagtailadmin_tags" in text
        for name in NAMED.findall(text)
    }
    assert len(named) > 20
    assert {one for one in named if one[1] not in stock} == set()


def test_what_pages_and_blocks_name(stock):
    """In the admin, each kind of page and of block."""
    blocks = {
        block.meta.icon
        for model in get_page_models()
        for field in model._meta.get_fields()
        if hasattr(field, "stream_block")
        for block in field.stream_block.child_blocks.values()
    }
    assert len(blocks) > 10
    assert blocks <= stock
