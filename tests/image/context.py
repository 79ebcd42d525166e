"""What `docker build` sends to the builder: the files that .dockerignore leaves."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.image.dockerfile import NotRehearsed


@dataclass(frozen=True)
class Rule:
    """A line of .dockerignore."""

    keeps: bool
    pattern: str

    def matches(self, path: str) -> bool:
        """Whether the path or a folder above it is meant."""
        return re.fullmatch(f"{_regular(self.pattern)}(?:/.*)?", path) is not None


def _regular(pattern: str) -> str:
    translated = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if set(pattern) & set("[]\\"):
        raise NotRehearsed(f".dockerignore: {pattern}")
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    return "".join(translated.get(part, re.escape(part)) for part in parts)


def rules(text: str) -> list[Rule]:
    lines = [line.strip() for line in text.splitlines()]
    return [
        Rule(line.startswith("!"), line.removeprefix("!").strip("/"))
        for line in lines
        if line and not line.startswith("#")
    ]


class BuildContext:
    """A folder as the builder sees it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.rules = rules((root / ".dockerignore").read_text(encoding="utf-8"))
        self.files = sorted(self._walk())

    def sent(self, path: str) -> bool:
        """The last line that matches decides."""
        return next((rule.keeps for rule in reversed(self.rules) if rule.matches(path)), True)

    def under(self, source: str) -> list[PurePosixPath]:
        """The file of that name, or every file of that folder. Raises when there is none."""
        folder = PurePosixPath(source)
        found = [file for file in self.files if file == folder or folder in file.parents]
        if not found:
            raise NotRehearsed(f"COPY {source}: no such file in what is sent to the builder")
        return found

    def _walk(self) -> Iterator[PurePosixPath]:
        for folder, names, files in os.walk(self.root):
            here = Path(folder).relative_to(self.root).as_posix().removeprefix(".")
            inside = f"{here}/" if here else ""
            names[:] = [name for name in names if self._worth_a_look(inside + name)]
            yield from (PurePosixPath(inside + name) for name in files if self.sent(inside + name))

    def _worth_a_look(self, folder: str) -> bool:
        return self.sent(folder) or any(
            rule.keeps and rule.pattern.startswith(f"{folder}/") for rule in self.rules
        )
