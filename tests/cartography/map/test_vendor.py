"""What we vendor is what npm publishes, and nothing else is loaded."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "cartography/maillage_cartography/static/maillage_cartography"
VENDOR = STATIC / "vendor"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_leaflet_is_npm_s_without_its_source_map():
    content = (VENDOR / "leaflet/leaflet.js").read_bytes()
    assert digest(content + b"//# sourceMappingURL=leaflet.js.map") == (
        "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"
    )


def test_leaflet_s_sheet_is_npm_s_in_a_layer():
    content = (VENDOR / "leaflet/leaflet.css").read_bytes()
    inside = content.removeprefix(b"@layer reset {\n").removesuffix(b"\n}\n")
    assert digest(inside) == "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6"


def test_supercluster_is_npm_s():
    content = (VENDOR / "supercluster/supercluster.min.js").read_bytes()
    assert digest(content) == "5981fb396427d9050ae430a350d3e6175b33acd6bb1523713fa457b5ca3411d4"


def test_each_vendored_package_has_its_licence():
    assert sorted(path.name for path in VENDOR.rglob("LICENSE*")) == [
        "LICENSE",
        "LICENSE",
        "LICENSE-kdbush",
    ]


@pytest.mark.parametrize("path", sorted(STATIC.glob("**/*.js")), ids=lambda path: path.name)
def test_scripts_import_relative_files_that_exist(path):
    if VENDOR in path.parents:
        return
    imported = re.findall(r"""(?:from|import)\s*\(?\s*["']([^"']+)["']""", path.read_text())
    assert [name for name in imported if not (path.parent / name).is_file()] == []


def test_the_map_s_scripts_and_sheets_weigh_less_than_70_kb():
    files = [p for p in STATIC.rglob("*") if p.suffix in {".js", ".css"}]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 70_000
