"""What linters know of the containers' files; `tests/image` carries the Dockerfile out."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def tool(name):
    return str(Path(sys.executable).parent / name)


@pytest.mark.parametrize(
    "command",
    [
        [tool("hadolint"), "--config", ".hadolint.yaml", "Dockerfile"],
        [
            tool("check-jsonschema"),
            "--builtin-schema",
            "vendor.compose-spec",
            "docker-compose.yml",
        ],
    ],
    ids=["Dockerfile", "docker-compose.yml"],
)
def test_a_linter_finds_nothing(command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_every_part_is_there_and_says_how_it_is(compose):
    services = compose["services"]
    assert set(services) == {
        "prepare", "web", "worker", "database", "elasticsearch", "mail", "proxy",
    }  # fmt: skip
    # The web server's check is in the image; preparing the database ends by itself.
    silent = {name for name, service in services.items() if "healthcheck" not in service}
    assert silent == {"web"}
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_every_image_has_a_version(compose):
    tags = [service["image"].rpartition(":")[2] for service in compose["services"].values()]
    theirs = [tag for tag in tags if tag != "latest"]
    assert all(any(sign.isdigit() for sign in tag) for tag in theirs)
    assert compose["services"]["elasticsearch"]["image"] == "elasticsearch:8.19.13"


def test_what_must_last_is_in_a_volume(compose):
    kept = {
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }
    assert kept == set(compose["volumes"])


def test_the_image_does_not_run_as_root():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    last_stage = lines[max(n for n, line in enumerate(lines) if line.startswith("FROM")) :]
    users = [line.split()[1] for line in last_stage if line.startswith("USER")]
    assert users == ["10001:10001"]
