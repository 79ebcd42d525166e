"""Runs the image as Compose does: a read-only root, volumes, no right, no network but its own."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.image.building import Image
from tests.image.compose import Service
from tests.image.scratch import Scratch

# The database's server is a file here, in a volume of its own.
DATABASE = "/database/maillage.sqlite3"
DATABASE_URL = f"sqlite:///{DATABASE}"
# Compose's own names, as far as services of our image use them.
HOSTS = "127.0.0.1 localhost web\n"
# Run by this machine's Python inside the network of the rehearsal.
ASK = Path(__file__).with_name("ask.py")


class Stopped(Exception):
    """The program ended by itself; the message is what it said."""


class Host:
    """What a machine gives to the containers of one image: volumes, names, a network."""

    def __init__(self, scratch: Scratch, image: Image) -> None:
        self.scratch, self.image, self._network = scratch, image, scratch.network()
        self.volumes: dict[str, Path] = {}
        self._top = scratch.new("host")
        top = scratch.seen(self._top)
        (top / "etc").mkdir()
        (top / "etc/hosts").write_text(HOSTS, encoding="utf-8")
        (top / "database").mkdir()
        self._owner = tuple(map(int, image.user.split(":")))
        self.volumes["database"] = scratch.new("volume-database")
        os.chown(scratch.seen(self.volumes["database"]), *self._owner)

    def load(self, database: Path) -> None:
        """Begin with a copy of that database."""
        file = self.scratch.seen(self.volumes["database"] / Path(DATABASE).name)
        shutil.copy(database, file)
        os.chown(file, *self._owner)

    def _volume(self, name: str, path: str) -> Path:
        """The volume of that name; a new one begins as the image's folder is, owner included."""
        if name not in self.volumes:
            self.volumes[name] = self.scratch.new(f"volume-{name}")
            with self.scratch.mounted(self.image.layers) as root:
                copied = [f"{root}{path}", str(self.volumes[name])]
                self.scratch.run("cp", "--archive", "--no-target-directory", *copied)
        return self.volumes[name]

    @contextmanager
    def container(self, service: Service) -> Iterator[Path]:
        """The service's root, as it sees it."""
        volumes = {**service.volumes, str(Path(DATABASE).parent): "database"}
        with ExitStack() as stack:
            held = [(path, self._volume(name, path)) for path, name in volumes.items()]
            root = stack.enter_context(self.scratch.mounted((*self.image.layers, self._top)))
            for path, volume in held:
                self.scratch.run("mount", "--bind", str(volume), f"{root}{path}")
            self.scratch.run("mount", "-t", "tmpfs", "tmpfs", f"{root}/tmp")
            yield root

    def words(self, service: Service, root: Path, command: tuple[str, ...]) -> list[str]:
        env = {**service.env, "MAILLAGE_DATABASE_URL": DATABASE_URL, "HOME": self.image.folder}
        process = replace(self.image.process(**env), confined=True)
        return [*self._network, *self.scratch.command(root, process, command)]

    def finished(self, service: Service, *command: str) -> subprocess.CompletedProcess[str]:
        """Run the service's command, or another one, to its end."""
        with self.container(service) as root:
            words = self.words(service, root, command or service.command or self.image.command)
            return subprocess.run(words, check=False, capture_output=True, text=True, timeout=300)

    @contextmanager
    def started(self, service: Service) -> Iterator["Running"]:
        """The service's own program, while the caller needs it."""
        with self.container(service) as root, self._log().open("w") as log:
            words = self.words(service, root, service.command or self.image.command)
            with subprocess.Popen(words, stdout=log, stderr=log) as program:
                running = Running(self, service, root, program, Path(log.name))
                try:
                    yield running
                finally:
                    running.stop()

    def _log(self) -> Path:
        return self.scratch.seen(self.scratch.new("log") / "log")

    def ask(self, *addresses: str) -> dict[str, dict[str, str]]:
        """What the web server answers, redirections followed; one entry for each address."""
        command = [*self._network, sys.executable, str(ASK), *addresses]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
        return json.loads(done.stdout)


@dataclass(frozen=True)
class Running:
    """A program of the image that is running."""

    host: Host
    service: Service
    root: Path
    program: subprocess.Popen
    log: Path

    def healthy(self) -> bool:
        """What the health check says, Compose's or the image's."""
        command = self.service.health or self.host.image.health
        words = self.host.words(self.service, self.root, command)
        return subprocess.run(words, check=False, capture_output=True, timeout=60).returncode == 0

    def until(self, true: Callable[[], object], seconds: float = 120) -> None:
        """Wait for that. Raises Stopped when the program ends first."""
        deadline = time.monotonic() + seconds
        while not true():
            if self.program.poll() is not None or time.monotonic() > deadline:
                said = self.log.read_text(encoding="utf-8")
                raise Stopped(f"{self.service.name}: {said[-3000:]}")
            time.sleep(0.2)

    def stop(self) -> int:
        """Ask it to end, as `docker stop` does; its exit code."""
        self.program.terminate()
        return self.program.wait(60)
