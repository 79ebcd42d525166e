"""Rooms, layers and names hold, and a breach of each wall is seen (laws: ADR 0028)."""

import functools
import sys

import pytest

from tests.architecture import walls


@functools.cache
def package(name: str) -> walls.Package:
    return walls.read(name)


@pytest.mark.parametrize("wall", walls.WALLS)
@pytest.mark.parametrize("name", walls.PACKAGES)
def test_the_wall_holds_but_for_what_is_not_done_yet(name, wall):
    """A new breach fails, and so does a line of the list that no longer applies."""
    assert walls.WALLS[wall](package(name)) == walls.not_done(name).get(wall, set())


def test_the_lists_of_what_is_not_done_name_walls_only():
    assert {wall for name in walls.PACKAGES for wall in walls.not_done(name)} <= set(walls.WALLS)


@pytest.mark.parametrize(
    ("wall", "importer", "imported", "breach"),
    [
        # The nine late imports of the first measure were of these kinds.
        ("upward", "models.shares", "acme.views", "models.shares → acme.views"),
        ("upward", "models.shares", "acme.registration_views", None),
        ("upward", "models.shares", "acme.forms", None),
        ("upward", "models.shares", "acme.panels", None),
        ("upward", "acme.verbs", "acme.forms", None),
        ("upward", "acme.forms", "acme.views", None),
        ("upward", "acme.filters", "wagtail_hooks", None),
        ("upward", "acme.views", "plugin", None),
    ],
)
@pytest.mark.parametrize("name", ["maillage_events", "maillage_cartography", "maillage_search"])
def test_an_import_that_goes_up_is_refused(name, wall, importer, imported, breach):
    planted = package(name).plant(importer, imported)
    breach = breach or f"{importer} → {imported}"
    assert walls.WALLS[wall](planted) - walls.WALLS[wall](package(name)) == {breach}


def test_a_model_may_import_a_value_and_no_verb():
    value = package("maillage_events").plant("models.shares", "acme.values")
    assert "models.shares → acme.values" not in walls.upward(value)
    verb = value.plant("acme.values", "models.pages")
    assert "models.shares → acme.values" in walls.upward(verb)


def test_two_rooms_that_import_each_other_are_refused():
    one_way = package("maillage_events").plant("acme.views", "zeta.values")
    assert walls.mutual(one_way) == walls.mutual(package("maillage_events"))


def rooms(*imports: tuple[str, str], **more) -> walls.Package:
    modules = {module for pair in imports for module in pair} | more.pop("modules", set())
    return walls.Package(
        name=more.pop("name", "acme"),
        modules=frozenset(modules),
        folders=frozenset({walls.parent_of(module) for module in modules} - {""}),
        imports=frozenset(imports),
        run_time=frozenset(imports),
        tests=frozenset(more.pop("tests", ())),
    )


@pytest.mark.parametrize(
    ("wall", "planted", "breaches"),
    [
        (
            "mutual",
            rooms(("agenda.lists", "ical.feeds"), ("ical.values", "agenda.words")),
            {"agenda ↔ ical"},
        ),
        (
            "mutual",
            rooms(("imports.runs", "imports.dialects.csv"), ("imports.dialects.x", "imports.y")),
            {"imports ↔ imports.dialects"},
        ),
        ("mutual", rooms(("agenda.lists", "ical.feeds"), ("agenda.x", "ical.y")), set()),
        (
            "circles",
            rooms(("a.one", "b.two"), ("b.two", "c.three"), ("c.three", "a.one"), ("d", "a.one")),
            {"a.one", "b.two", "c.three"},
        ),
        ("root", rooms(modules={"apps", *(f"odd{n}" for n in range(20))}), None),
        ("root", rooms(modules={f"small{n}" for n in range(10)}), set()),
        ("sizes", rooms(modules={"lonely.one", "fine.one", "fine.two"}), {"lonely: 1"}),
        ("sizes", rooms(modules={f"full.m{n}" for n in range(16)}), {"full: 16"}),
        ("sizes", rooms(modules={f"models.m{n}" for n in range(16)}), set()),
        (
            "prefixes",
            rooms(modules={"registration.registration_forms", "materials.material_views"}),
            {"registration.registration_forms", "materials.material_views"},
        ),
        ("prefixes", rooms(modules={"registration.forms", "series.views"}), set()),
        (
            "mirror",
            rooms(modules={"agenda.lists", "maps"}, tests={"test_lists", "agenda.test_a"}),
            {"test_lists"},
        ),
        (
            "mirror",
            rooms(modules={"agenda.lists", "maps"}, tests={"test_maps", "other.test_a"}),
            {"other.test_a", "no test in agenda"},
        ),
    ],
)
def test_each_wall_refuses_what_it_is_about(wall, planted, breaches):
    if breaches is None:
        breaches = planted.modules - {"apps"}
    assert walls.WALLS[wall](planted) == breaches


def test_imports_in_functions_and_for_types_count(tmp_path, monkeypatch):
    """Read from files: the layers see every import; circles all but those for types."""
    files = {
        "__init__.py": "",
        "models/__init__.py": "",
        "models/events.py": "def late():\n    import acme_rooms.sign_up.verbs\n",
        "models/typed.py": (
            "from typing import TYPE_CHECKING\n"
            "if TYPE_CHECKING:\n    from acme_rooms.sign_up import views\n"
        ),
        "sign_up/__init__.py": "",
        "sign_up/verbs.py": "from acme_rooms.models import events\n",
        "sign_up/views.py": "from acme_rooms.models.typed import late\n",
    }
    for path, text in files.items():
        file = tmp_path / "acme_rooms" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    try:
        acme = walls.read("acme_rooms")
    finally:
        sys.modules.pop("acme_rooms", None)
    assert walls.upward(acme) == {
        "models.events → sign_up.verbs",
        "models.typed → sign_up.views",
    }
    assert walls.mutual(acme) == {"models ↔ sign_up"}
    assert walls.circles(acme) == {"models.events", "sign_up.verbs"}
