"""A folder that stands for an image's file system: the machine's own system, seen through layers.

The base image is the system of this machine under an overlay that hides whatever an image would
not hold: homes, /opt, /srv, /usr/local, the sources. All of it is in memory (1 GB), in a mount
namespace of its own, and gone with it. What runs there may be given a network of its own.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

# Top-level folders of the machine that stand for those of the base image; others are empty there.
SYSTEM = {
    "bin", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "sbin", "sys", "usr", "var",
}  # fmt: skip
PROGRAMS = ("ip", "unshare", "nsenter", "setpriv", "mount", "umount", "chroot")
# A child that only keeps a namespace: it ends with this process, and the namespace with it.
KEEP_MOUNTS = 'mount -t tmpfs -o mode=755 tmpfs "$1" && echo ready && exec cat'
KEEP_NETWORK = "ip link set lo up && echo ready && exec cat"
MOUNT = """set -e
root=$1 lower=$2 upper=$3 work=$4 python=$5
mount -t overlay overlay -o "lowerdir=$lower${upper:+,upperdir=$upper,workdir=$work}" "$root"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
[ -z "$python" ] || { mount --bind "$python" "$root$python"; mount -o remount,bind,ro "$root$python"; }
"""


class Impossible(Exception):
    """This machine cannot rehearse an image; the message is one line that says why."""


@dataclass(frozen=True)
class Process:
    """As whom, where and with which variables a command runs in the root."""

    user: str = "0:0"
    folder: str = "/"
    env: Mapping[str, str] = field(default_factory=dict)
    # As Compose's ``cap_drop: [ALL]`` and ``no-new-privileges`` have it.
    confined: bool = False


class Scratch:
    """The namespaces, and the folder where layers lie. ``close`` ends all of it."""

    def __init__(self, folder: Path, sources: Path) -> None:
        if reason := _missing():
            raise Impossible(reason)
        self.folder, self._number = folder, 0
        private = ("--mount", "--propagation", "private")
        self._keeper = _keeper(*private, script=KEEP_MOUNTS, folder=folder)
        self._networks: list[subprocess.Popen[str]] = []
        interpreter = Path(sys.base_prefix)
        self._python = "" if interpreter.is_relative_to("/usr") else str(interpreter)
        self._system = self._hiding(sources)
        try:
            with self.mounted(()):
                pass
        except subprocess.CalledProcessError as error:
            self.close()
            raise Impossible(f"no overlay can be mounted: {error.stderr.strip()}") from error

    def close(self) -> None:
        for keeper in (*self._networks, self._keeper):
            keeper.communicate(timeout=30)

    def new(self, name: str) -> Path:
        """A folder of its own."""
        self._number += 1
        made = self.folder / f"{self._number}-{name}"
        self.seen(made).mkdir()
        return made

    @contextmanager
    def mounted(self, layers: Sequence[Path], upper: Path | None = None) -> Iterator[Path]:
        """The root that the layers make, the last one on top: its path in the mount namespace.

        What is written there goes to ``upper``; without it the root is read-only.
        """
        root, work = self.new("root"), self.new("work") if upper else ""
        lower = ":".join(map(str, [*reversed(layers), self._system, "/"]))
        given = [str(root), lower, str(upper or ""), str(work), self._python]
        self.run("sh", "-c", MOUNT, "sh", *given)
        try:
            yield root
        finally:
            self.run("umount", "--recursive", "--lazy", str(root))

    def seen(self, path: Path) -> Path:
        """A path of the mount namespace, as this process may open it."""
        return Path(f"/proc/{self._keeper.pid}/root") / str(path).lstrip("/")

    def run(self, *command: str) -> str:
        """A command of the machine's, in the mount namespace. Raises CalledProcessError."""
        done = subprocess.run(
            [*self._enter(), *command], check=True, capture_output=True, text=True, timeout=300
        )
        return done.stdout

    def command(self, root: Path, process: Process, words: Sequence[str]) -> list[str]:
        """What runs the words in the root, with the machine's network."""
        user, _, group = process.user.partition(":")
        rights = ["--reuid", user, "--regid", group, "--clear-groups"]
        if process.confined:
            # It ends with this process, whatever ends that.
            rights += [
                "--pdeathsig=TERM",
                "--no-new-privs",
                "--bounding-set=-all",
                "--inh-caps=-all",
            ]
        variables = [f"{name}={value}" for name, value in process.env.items()]
        program = ["/usr/bin/env", "-i", "-C", process.folder, *variables, *words]
        return [*self._enter(), "chroot", str(root), "/usr/bin/setpriv", *rights, *program]

    def network(self) -> list[str]:
        """A network that holds its own loopback alone: what a command begins with to be in it."""
        keeper = _keeper("--net", script=KEEP_NETWORK, folder=self.folder)
        self._networks.append(keeper)
        return ["nsenter", f"--net=/proc/{keeper.pid}/ns/net"]

    def _enter(self) -> list[str]:
        return ["nsenter", f"--mount=/proc/{self._keeper.pid}/ns/mnt"]

    def _hiding(self, sources: Path) -> Path:
        """The layer that hides from the machine's system what the base image does not hold."""
        layer = self.new("system")
        tops = [top for top in Path("/").iterdir() if top.is_dir() and not top.is_symlink()]
        own = [top for top in tops if top.name not in SYSTEM]
        for hidden in [*own, Path("/usr/local"), Path.home(), sources]:
            os.setxattr(_folder(self.seen(layer), hidden), "trusted.overlay.opaque", b"y")
        self.seen(layer / "tmp").chmod(0o1777)
        if self._python:
            _folder(self.seen(layer), Path(self._python))
        return layer


def _folder(layer: Path, path: Path) -> Path:
    """That folder in a layer, which everybody may enter."""
    folder = layer
    for part in path.parts[1:]:
        folder /= part
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
    return folder


def _keeper(*namespaces: str, script: str, folder: Path) -> subprocess.Popen[str]:
    keeper = subprocess.Popen(
        ["unshare", *namespaces, "sh", "-c", script, "sh", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if keeper.stdout.readline() != "ready\n":
        raise Impossible(f"no namespace can be had: {keeper.communicate()[1].strip()}")
    return keeper


def _missing() -> str | None:
    if os.geteuid() != 0:
        return "only root may mount an image's file system"
    absent = [program for program in PROGRAMS if not shutil.which(program)]
    return f"missing programs: {', '.join(absent)}" if absent else None
