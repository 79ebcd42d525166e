"""Virtual environments that see ours, with one plugin more or one less."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = next((Path(sys.executable).parent.parent / "lib").glob("python*/site-packages"))


def run(*command: object, **variables: str) -> str:
    """Standard output of a command run from the root; fails the test when it fails."""
    environment = {**os.environ, **variables}
    environment.pop("VIRTUAL_ENV", None)
    # Where scripts/setup puts uv when the machine has none.
    environment["PATH"] = f"{environment['PATH']}{os.pathsep}{ROOT / 'var/uv/bin'}"
    done = subprocess.run(
        [str(part) for part in command],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        timeout=600,
    )
    assert done.returncode == 0, f"{done.stdout[-1500:]}\n{done.stderr[-3000:]}"
    return done.stdout


def beside(folder: Path, packages: Path = OURS) -> Path:
    """Python of a new environment that sees every package of ``packages``."""
    run("uv", "venv", "-q", "--python", sys.executable, folder)
    (theirs,) = (folder / "lib").glob("python*/site-packages")
    # `addsitedir` so that our own editable installs (.pth files) are followed too.
    (theirs / "ours.pth").write_text(f"import site; site.addsitedir({str(packages)!r})\n")
    return folder / "bin/python"


def without(plugin: str, folder: Path) -> Path:
    """Python of a new environment where one of our plugins is not installed."""
    packages = folder / "packages"
    packages.mkdir(parents=True)
    for entry in OURS.iterdir():
        if f"maillage_{plugin}" not in entry.name:
            (packages / entry.name).symlink_to(entry)
    return beside(folder / "venv", packages)
