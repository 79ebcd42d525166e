"""What the walls of a package say: who stands on whom, where, and under which name.

Laws: docs/decisions/0028. Each wall is a function from a package to what breaks it, one string
for each breach. What is not done yet is written in `not_done/<package>.toml`; after a move,
`python -m tests.architecture.walls PACKAGE…` writes the list anew, to be read before committing.
"""

import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
NOT_DONE = Path(__file__).parent / "not_done"

# Package → where its tests are.
PACKAGES = {
    "maillage_events": "events",
    "maillage_cartography": "cartography",
    "maillage_community": "community",
    "maillage_search": "search",
    "maillage": "site",
    "maillage_site": "site",
}

# Law 1: what may stand at the root of a plugin, beside its folders.
ROOT_NAMES = {
    *("apps", "plugin", "settings", "urls", "checks", "receivers", "panels", "periodic"),
    *("permissions", "wagtail_hooks", "api", "blocks", "personal_data"),
    # One module for each kind of contribution, named after the kind.
    *("search", "maps", "resolving", "help", "indicators", "activities", "drafts", "materials"),
    *("sitemap", "former_addresses", "waiting"),
}
# The contract and the composition are no plugins: architecture.md says what their roots hold.
OWN_ROOT_NAMES = {
    "maillage": {
        *(
            "contributions",
            "portal_contributions",
            "discovery",
            "fields",
            "languages",
            "pages",
            "scope",
            "former_slugs",
            "audit",
            "testing",
            "values",
        ),
        # Wagtail's word for the admin of a model, and what plugins sort their contents by.
        *("viewsets", "themes"),
        # Kinds of contributions about the work of a team.
        "workload",
    },
    "maillage_site": {"health", "wsgi", "staticfiles"},
}
# Folders whose number of modules is Django's business, or the data model's.
FREE = {"migrations", "management", "templatetags", "models", "demo", "locale", "static"}
# FORMAT_MODULE_PATH wants a folder for each language.
FREE |= {"fr", "en"}
FEWEST, MOST = 2, 15

# Law 3, from the ground up. Values and verbs have no name of their own: a value is what does
# not reach the models.
MODEL, VALUE_OR_VERB, FORM, VIEW, URLS, PLUGIN = range(1, 7)
LEVELS = {
    "models": MODEL,
    **dict.fromkeys(("form", "forms", "filters"), FORM),
    **dict.fromkeys(("views", "api", "blocks", "panels", "viewsets", "wagtail_hooks"), VIEW),
    "templatetags": VIEW,
    "urls": URLS,
    "plugin": PLUGIN,
    **dict.fromkeys(("apps", "management", "demo"), PLUGIN),
}


@dataclass(frozen=True)
class Package:
    """A package as its walls see it: dotted names relative to it, migrations left out."""

    name: str
    modules: frozenset[str]
    """Every module and folder; folders of modules are in `folders` too."""
    folders: frozenset[str]
    imports: frozenset[tuple[str, str]]
    """(importer, imported), late imports and those under TYPE_CHECKING included."""
    run_time: frozenset[tuple[str, str]]
    """The same without those under TYPE_CHECKING."""
    tests: frozenset[str] = frozenset()
    """Test modules, dotted, relative to the package's folder of tests."""

    def plant(self, importer: str, imported: str) -> "Package":
        edge = {(importer, imported)}
        return replace(
            self,
            modules=self.modules | {importer, imported},
            imports=self.imports | edge,
            run_time=self.run_time | edge,
        )


def read(name: str) -> Package:
    """Read a package that Python can find, and its tests beside it."""

    def edges(*, typing: bool) -> tuple[set[str], set[tuple[str, str]]]:
        graph = grimp.build_graph(name, exclude_type_checking_imports=not typing, cache_dir=None)
        modules = {m for m in graph.modules if ".migrations" not in m and m != name}
        pairs = {
            (short(one), short(other))
            for one in modules
            for other in graph.find_modules_directly_imported_by(one)
            if other in modules
        }
        return {short(module) for module in modules}, pairs

    def short(module: str) -> str:
        return module.removeprefix(f"{name}.")

    modules, imports = edges(typing=True)
    _, run_time = edges(typing=False)
    return Package(
        name=name,
        modules=frozenset(modules),
        folders=frozenset(parent for parent in map(parent_of, modules) if parent),
        imports=frozenset(imports),
        run_time=frozenset(run_time),
        tests=frozenset(tests_of(PACKAGES.get(name))),
    )


def tests_of(folder: str | None) -> Iterable[str]:
    if folder:
        base = ROOT / "tests" / folder
        for file in base.rglob("test_*.py"):
            yield ".".join(file.relative_to(base).with_suffix("").parts)


def parent_of(module: str) -> str:
    return module.rpartition(".")[0]


def last(module: str) -> str:
    return module.rpartition(".")[2]


def is_free(folder: str) -> bool:
    return any(part in FREE for part in folder.split("."))


def level(module: str, package: str = "") -> int:
    """The layer that a path tells: its folder or name, or the last word of its name."""
    if package == "maillage" and module == "plugin":
        return VALUE_OR_VERB  # what a plugin is, and no plugin's table of contents
    parts = module.split(".")
    for part in parts:
        if part in LEVELS:
            return LEVELS[part]
    return LEVELS.get(parts[-1].rpartition("_")[2], VALUE_OR_VERB)


# --- The walls -----------------------------------------------------------------------------


def upward(package: Package) -> set[str]:
    """Imports from a layer into one above it; from models, into whatever reaches the models."""
    levels = {module: level(module, package.name) for module in package.modules}
    reaching = reach(package.imports, {m for m in package.modules if levels[m] == MODEL})
    found = set()
    for importer, imported in package.imports:
        own, other = levels[importer], levels[imported]
        verb_from_model = own == MODEL and other == VALUE_OR_VERB and imported in reaching
        if other > max(own, VALUE_OR_VERB) or verb_from_model:
            found.add(f"{importer} → {imported}")
    return found


def reach(imports: Iterable[tuple[str, str]], goals: set[str]) -> set[str]:
    """Every module from which a goal is reached, goals included."""
    importers = defaultdict(set)
    for importer, imported in imports:
        importers[imported].add(importer)
    found, left = set(goals), list(goals)
    while left:
        for importer in importers[left.pop()] - found:
            found.add(importer)
            left.append(importer)
    return found


def mutual(package: Package) -> set[str]:
    """Pairs of folders that import each other; a folder in a folder is a room of its own."""

    def room(module: str) -> str:
        folder = module if module in package.folders else parent_of(module)
        return "models" if folder.startswith("models.") else folder

    pairs = {(room(one), room(other)) for one, other in package.imports}
    return {
        f"{one} ↔ {other}"
        for one, other in pairs
        if one and other and one < other
        if (other, one) in pairs
    }


def circles(package: Package) -> set[str]:
    """Modules that import themselves in the end, late imports counted."""
    imported = defaultdict(set)
    for importer, other in package.run_time:
        imported[importer].add(other)
    return {
        module
        for module in package.modules
        if module in set().union(*(imported_from(imported, other) for other in imported[module]))
    }


def imported_from(imported: dict[str, set[str]], start: str) -> set[str]:
    found, left = {start}, [start]
    while left:
        for other in imported.get(left.pop(), set()) - found:
            found.add(other)
            left.append(other)
    return found


def root(package: Package) -> set[str]:
    """Modules at the root under a name that is not one of law 1; a small plugin is free."""
    modules = {m for m in package.modules if "." not in m and m not in package.folders}
    if len(modules) <= MOST and package.name not in OWN_ROOT_NAMES:
        return set()
    allowed = ROOT_NAMES | OWN_ROOT_NAMES.get(package.name, set()) | {"models"}
    return modules - allowed


def sizes(package: Package) -> set[str]:
    """Folders that hold fewer than two modules or more than fifteen."""
    found = set()
    for folder in package.folders:
        held = sum(parent_of(module) == folder for module in package.modules)
        if not is_free(folder) and not FEWEST <= held <= MOST:
            found.add(f"{folder}: {held}")
    return found


def prefixes(package: Package) -> set[str]:
    """Modules whose name begins with their folder's."""
    found = set()
    for module in package.modules:
        folder = last(parent_of(module))
        stems = {folder, folder.removesuffix("s")} - {""}
        if any(last(module) == stem or last(module).startswith(f"{stem}_") for stem in stems):
            found.add(module)
    return found


def mirror(package: Package) -> set[str]:
    """Tests of a package with folders that are in no folder of the same name, and folders
    without tests."""
    rooms = {folder for folder in package.folders if not is_free(folder)}
    if not rooms or PACKAGES.get(package.name) == "site":
        return set()
    at_root = {m for m in package.modules if "." not in m} | {"contributions"}
    here = {
        test
        for test in package.tests
        if parent_of(test) not in package.folders | {"conformance"}
        and not (parent_of(test) == "" and test.removeprefix("test_") in at_root)
    }
    tested = {parent_of(test) for test in package.tests}
    return here | {f"no test in {room}" for room in rooms - tested}


WALLS: dict[str, Callable[[Package], set[str]]] = {
    wall.__name__: wall for wall in (upward, mutual, circles, root, sizes, prefixes, mirror)
}


# --- What is not done yet ------------------------------------------------------------------


def not_done(name: str) -> dict[str, set[str]]:
    text = (NOT_DONE / f"{name}.toml").read_text(encoding="utf-8")
    return {wall: set(lines) for wall, lines in tomllib.loads(text).items()}


def write(package: Package) -> None:
    lines = [f"# What {package.name} has not done yet: a list that only shrinks.", ""]
    for name, wall in WALLS.items():
        found = sorted(wall(package))
        lines += [f"{name} = [", *(f'    "{one}",' for one in found), "]"] if found else []
    (NOT_DONE / f"{package.name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for each in sys.argv[1:] or PACKAGES:
        write(read(each))
