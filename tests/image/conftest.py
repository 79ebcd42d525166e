"""The image of this repository, rehearsed once for all who ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.report import leave_out
from tests.image.building import Builder, Image
from tests.image.compose import Service, services, variables
from tests.image.context import BuildContext
from tests.image.running import Host, Running
from tests.image.scratch import Impossible, Scratch

ROOT = Path(__file__).parents[2]
# What docs/how-to/deploy.md asks people to write into their .env, and one worker.
WRITTEN = {
    "MAILLAGE_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
    "POSTGRES_PASSWORD": "long-and-random",
    "MAILLAGE_SITE_ADDRESS": "maillage.example",
    # Each of three would load the site for itself.
    "MAILLAGE_WEB_WORKERS": "1",
}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    try:
        scratch = Scratch(tmp_path_factory.mktemp("image"), ROOT)
    except Impossible as reason:
        leave_out(f"the image cannot be rehearsed: {reason}")
    yield Builder(scratch, BuildContext(ROOT))
    scratch.close()


@pytest.fixture(scope="session")
def image(builder: Builder) -> Image:
    return builder.build(text_of("Dockerfile"))


@pytest.fixture(scope="session")
def compose() -> dict[str, Service]:
    env = variables(text_of(".env.example"), WRITTEN)
    return services(text_of("docker-compose.yml"), env)


@pytest.fixture(scope="session")
def host(builder: Builder, image: Image, demo_folder: Path) -> Host:
    """Where the image runs, on the loaded demo's database."""
    host = Host(builder.scratch, image)
    host.load(demo_folder / "maillage.sqlite3")
    return host


@pytest.fixture(scope="session")
def prepared(host: Host, compose: dict[str, Service]) -> None:
    done = host.finished(compose["prepare"])
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def web(host: Host, compose: dict[str, Service], prepared: None) -> Iterator[Running]:
    """The web server, once its health check says that it is well."""
    with host.started(compose["web"]) as running:
        running.until(running.healthy)
        yield running
