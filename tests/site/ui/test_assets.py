"""What the browser downloads: pinned, licensed, light, and up to date with its sources."""

import gzip
import hashlib
from pathlib import Path

import brotli

from maillage.ui.styles import HERE, SHEET, assemble

STATIC = HERE / "static" / "maillage"

PINNED = {
    # npm @fontsource-variable/atkinson-hyperlegible-next 5.3.0, OFL-1.1
    "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2": (
        "18b2a1a39a2fa298b0ba5390aca68462669826c90925656f1c1f6796e0e1bbaf"
    ),
}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_vendored_files_are_the_ones_we_chose():
    assert {name: sha256(STATIC / name) for name in PINNED} == PINNED


def test_vendored_files_come_with_their_licences():
    licences = sorted(path.name for path in STATIC.rglob("LICENSE-*"))
    assert licences == ["LICENSE-atkinson-hyperlegible-next.txt", "LICENSE-lucide.txt"]


def test_the_sheet_is_what_its_layers_make():
    assert SHEET.read_text("utf-8") == assemble(), "run manage.py build_styles"


def test_the_sheet_is_light():
    assert len(brotli.compress(SHEET.read_bytes())) <= 15_000


def test_the_icons_are_light():
    assert len(gzip.compress((STATIC / "icons.svg").read_bytes())) <= 6_000
