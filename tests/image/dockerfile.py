"""A Dockerfile, read as Docker reads it. What ours never needed is refused, not skipped."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# The instructions that the rehearsal carries out, and the flags it knows of each.
KNOWN = {
    "FROM": set(),
    "ENV": set(),
    "WORKDIR": set(),
    "COPY": {"from"},
    "RUN": {"mount"},
    "USER": set(),
    "VOLUME": set(),
    "EXPOSE": set(),
    "HEALTHCHECK": {"interval", "timeout", "start-period"},
    "CMD": set(),
}
VARIABLE = re.compile(r"\$(?:(\w+)|\{(\w+)\}|(.))")


class NotRehearsed(Exception):
    """The Dockerfile holds what the rehearsal cannot carry out as Docker would."""


@dataclass(frozen=True)
class Instruction:
    """One instruction: its name in capitals, its flags, and the rest as it is written."""

    name: str
    flags: tuple[tuple[str, str], ...]
    rest: str

    def flag(self, name: str) -> str | None:
        return dict(self.flags).get(name)

    def __str__(self) -> str:
        return f"{self.name} {self.rest}"


def parse(text: str) -> list[Instruction]:
    """Every instruction, in order. Raises NotRehearsed on one that is not known."""
    return [_instruction(line) for line in _logical_lines(text)]


def _logical_lines(text: str) -> Iterator[str]:
    """Lines with their continuations; comments are left out, inside a continuation too."""
    pending = ""
    for line in text.splitlines():
        if re.match(r"#\s*escape\s*=", line):
            raise NotRehearsed(line)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line.rstrip().endswith("\\"):
            pending += line.rstrip()[:-1]
            continue
        yield (pending + line).strip()
        pending = ""
    if pending:
        raise NotRehearsed(f"the last line goes on: {pending}")


def _instruction(line: str) -> Instruction:
    name, _, rest = line.partition(" ")
    name, rest, flags = name.upper(), rest.strip(), []
    if name not in KNOWN or "<<" in rest:
        raise NotRehearsed(line)
    while rest.startswith("--"):
        flag, _, rest = rest.partition(" ")
        key, _, value = flag.removeprefix("--").partition("=")
        if key not in KNOWN[name]:
            raise NotRehearsed(f"{name} {flag}")
        flags.append((key, value))
        rest = rest.strip()
    return Instruction(name, tuple(flags), rest)


def expanded(text: str, env: Mapping[str, str]) -> str:
    """``$NAME`` and ``${NAME}`` replaced, as Docker does outside RUN and CMD."""

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name not in env:
            raise NotRehearsed(f"{found[0]} in {text}")
        return env[name]

    return VARIABLE.sub(value, text)


def assignments(rest: str, env: Mapping[str, str]) -> dict[str, str]:
    """The variables of an ENV line; each sees those of the lines before, not its neighbours."""
    pairs = [word.partition("=") for word in shlex.split(rest)]
    if not all(equals for _, equals, _ in pairs) or "'" in rest:
        raise NotRehearsed(f"ENV {rest}")
    return {name: expanded(value, env) for name, _, value in pairs}


def command(rest: str) -> tuple[str, ...]:
    """The program and its arguments, of a command in either form."""
    if rest.startswith("["):
        return tuple(json.loads(rest))
    return ("/bin/sh", "-c", rest)


def cache_folder(mount: str | None) -> str | None:
    """Where ``RUN --mount=type=cache,target=…`` wants its cache. Raises on other mounts."""
    if mount is None:
        return None
    options = dict(option.split("=", 1) for option in mount.split(","))
    if options.keys() != {"type", "target"} or options["type"] != "cache":
        raise NotRehearsed(f"RUN --mount={mount}")
    return options["target"]
