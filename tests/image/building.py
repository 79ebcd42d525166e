"""Carries out a Dockerfile, one layer an instruction, as the builder does."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from posixpath import join, normpath

from tests.image.context import BuildContext
from tests.image.dockerfile import (
    Instruction,
    NotRehearsed,
    assignments,
    cache_folder,
    command,
    expanded,
    parse,
)
from tests.image.scratch import Process, Scratch

# The base image, as far as an instruction sees it: Python and pip in /usr/local.
BASE_IMAGE = r"python:3\.\d+-slim-bookworm"
BASE_ENV = {
    "PATH": "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
}
# How this machine reaches its package registries: a build is told of it, an image keeps none of it.
REGISTRIES = re.compile(
    r"(PIP|UV)_\w*(INDEX|CERT|HOST|TIMEOUT|NATIVE_TLS|CONNECTIONS)\w*|SSL_CERT_(FILE|DIR)"
    r"|(HTTPS?|NO|ALL)_PROXY|PIP_DISABLE_PIP_VERSION_CHECK",
    re.IGNORECASE,
)


class BuildFailed(Exception):
    """An instruction failed; the message holds it and what it said."""


@dataclass(frozen=True)
class Image:
    """What the instructions of a stage have made so far."""

    layers: tuple[Path, ...]
    env: dict[str, str] = field(default_factory=lambda: dict(BASE_ENV))
    folder: str = "/"
    user: str = "0:0"
    volumes: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    health: tuple[str, ...] = ()

    def process(self, **env: str) -> Process:
        return Process(self.user, self.folder, {**self.env, **env})


class Builder:
    """Builds Dockerfiles over one context. Instructions that begin alike are carried out once."""

    def __init__(self, scratch: Scratch, context: BuildContext) -> None:
        self.scratch, self.context = scratch, context
        self._made: dict[tuple, Path] = {}
        self._stages: dict[str, Image] = {}

    def build(self, dockerfile: str) -> Image:
        """The last stage. Raises BuildFailed, and NotRehearsed on what it does not know."""
        self._stages, image, name = {}, None, ""
        for instruction in parse(dockerfile):
            if instruction.name == "FROM":
                image, name = self._from(instruction)
            elif image is None:
                raise NotRehearsed(f"before FROM: {instruction}")
            else:
                image = self._carried_out(instruction, image)
            self._stages[name] = image
        if image is None:
            raise NotRehearsed("no FROM")
        return image

    def _from(self, instruction: Instruction) -> tuple[Image, str]:
        found = re.fullmatch(rf"{BASE_IMAGE}(?: AS (\w+))?", instruction.rest)
        if not found:
            raise NotRehearsed(str(instruction))
        image = Image(())
        with self._layer(image, "python") as root:
            if root:
                python = str(Path(sys.base_prefix) / "bin/python3")
                self._run(root, image.process(), [python, "-m", "venv", "/usr/local"])
        return self._on_top(image, "python"), found[1] or ""

    def _carried_out(self, instruction: Instruction, image: Image) -> Image:
        steps = {
            "ENV": self._env,
            "USER": self._user,
            "WORKDIR": self._workdir,
            "VOLUME": self._volume,
            "EXPOSE": lambda instruction, image: image,
            "CMD": self._cmd,
            "HEALTHCHECK": self._healthcheck,
            "RUN": self._run_line,
            "COPY": self._copy,
        }
        return steps[instruction.name](instruction, image)

    def _env(self, instruction: Instruction, image: Image) -> Image:
        return replace(image, env={**image.env, **assignments(instruction.rest, image.env)})

    def _user(self, instruction: Instruction, image: Image) -> Image:
        user = expanded(instruction.rest, image.env)
        if not re.fullmatch(r"\d+:\d+", user):
            raise NotRehearsed(f"USER {user}: numbers say it, whatever is in /etc/passwd")
        return replace(image, user=user)

    def _volume(self, instruction: Instruction, image: Image) -> Image:
        paths = expanded(instruction.rest, image.env).split()
        return replace(image, volumes=(*image.volumes, *paths))

    def _cmd(self, instruction: Instruction, image: Image) -> Image:
        return replace(image, command=command(instruction.rest))

    def _healthcheck(self, instruction: Instruction, image: Image) -> Image:
        word, _, rest = instruction.rest.partition(" ")
        if word != "CMD":
            raise NotRehearsed(str(instruction))
        return replace(image, health=command(rest.strip()))

    def _workdir(self, instruction: Instruction, image: Image) -> Image:
        folder = join(image.folder, expanded(instruction.rest, image.env))
        with self._layer(image, ("WORKDIR", folder)) as root:
            if root:
                self.scratch.run("mkdir", "-p", f"{root}{folder}")
        return replace(self._on_top(image, ("WORKDIR", folder)), folder=folder)

    def _run_line(self, instruction: Instruction, image: Image) -> Image:
        key = (str(instruction), instruction.flags, str(image.process()))
        cache = cache_folder(instruction.flag("mount"))
        with self._layer(image, key) as root:
            if root:
                if cache:
                    self._lend_cache(f"{root}{cache}")
                registries = {k: v for k, v in os.environ.items() if REGISTRIES.fullmatch(k)}
                home = {"HOME": "/root"} if image.user == "0:0" else {}
                process = image.process(**registries, **home)
                self._run(root, process, command(instruction.rest), str(instruction))
        return self._on_top(image, key)

    def _lend_cache(self, target: str) -> None:
        """The builder's cache of packages is this machine's own."""
        cache = Path(os.environ.get("UV_CACHE_DIR") or Path.home() / ".cache/uv")
        cache.mkdir(parents=True, exist_ok=True)
        self.scratch.run("mkdir", "-p", target)
        self.scratch.run("mount", "--bind", str(cache), target)

    def _copy(self, instruction: Instruction, image: Image) -> Image:
        *sources, target = expanded(instruction.rest, image.env).split()
        path = normpath(join(image.folder, target))
        key = (str(instruction), instruction.flags, image.folder)
        name = instruction.flag("from")
        if name is not None:
            if name not in self._stages or len(sources) > 1 or target.endswith("/"):
                raise NotRehearsed(f"COPY --from={name} {instruction.rest}")
            key = (*key, self._stages[name].layers)
        with self._layer(image, key) as root:
            if root and name is not None:
                self._copy_from(self._stages[name], sources[0], f"{root}{path}")
            elif root:
                files = dict(self._sent(sources, folder=target.endswith("/") or len(sources) > 1))
                self._write(files, self.scratch.seen(Path(f"{root}{path}")))
        return self._on_top(image, key)

    def _copy_from(self, stage: Image, source: str, target: str) -> None:
        with self.scratch.mounted(stage.layers) as theirs:
            # Docker would give root what is not: refused, rather than rehearsed otherwise.
            if self.scratch.run(
                "find", f"{theirs}{source}", "!", "-user", "root", "-print", "-quit"
            ):
                raise NotRehearsed(f"COPY --from: not all of {source} is root's")
            self.scratch.run("mkdir", "-p", str(PurePosixPath(target).parent))
            self.scratch.run(
                "cp", "--archive", "--no-target-directory", f"{theirs}{source}", target
            )

    def _sent(self, sources: list[str], *, folder: bool) -> Iterator[tuple[PurePosixPath, str]]:
        """Each file that the sources mean, and where it goes below the target."""
        for source in map(normpath, sources):
            for file in self.context.under(source):
                if str(file) != source:
                    yield file, str(file.relative_to(source))
                else:
                    yield file, file.name if folder else ""

    def _write(self, files: dict[PurePosixPath, str], target: Path) -> None:
        for file, place in files.items():
            copy = target / place
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.context.root / file, copy, follow_symlinks=False)
            os.chown(copy, 0, 0, follow_symlinks=False)

    def _run(self, root: Path, process: Process, words: Sequence[str], said: str = "FROM") -> None:
        done = subprocess.run(
            self.scratch.command(root, process, words),
            check=False,
            capture_output=True,
            text=True,
            timeout=600,
        )
        if done.returncode:
            raise BuildFailed(f"{said}\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}")

    @contextmanager
    def _layer(self, image: Image, key: object) -> Iterator[Path | None]:
        """A root to write in, for a layer that does not exist yet; None for one that does."""
        if (image.layers, key) in self._made:
            yield None
            return
        upper = self.scratch.new("layer")
        with self.scratch.mounted(image.layers, upper) as root:
            yield root
        self._made[image.layers, key] = upper

    def _on_top(self, image: Image, key: object) -> Image:
        return replace(image, layers=(*image.layers, self._made[image.layers, key]))
