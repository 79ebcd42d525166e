"""docker-compose.yml, as Compose reads it for the services of our own image."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

OURS = "maillage:latest"
# The keys of a service that the rehearsal honours, or that say nothing of the image.
HONOURED = {
    "command", "env_file", "environment", "healthcheck", "read_only", "tmpfs", "volumes",
    "cap_drop", "security_opt",
}  # fmt: skip
ELSEWHERE = {"build", "image", "restart", "depends_on", "expose", "stop_grace_period"}
VARIABLE = re.compile(r"\$\{(\w+)(?:(:-|:\?)([^}]*))?\}")


@dataclass(frozen=True)
class Service:
    """A service of our image: what Compose changes of what the image says."""

    name: str
    env: dict[str, str]
    volumes: dict[str, str]  # path in the image -> name of the volume
    command: tuple[str, ...] | None
    health: tuple[str, ...] | None


def variables(example: str, given: Mapping[str, str]) -> dict[str, str]:
    """The .env of somebody who copied the example and wrote what is given into it."""
    lines = re.findall(r"^(\w+)=(.*)$", example, re.MULTILINE)
    return {**dict(lines), **given}


def services(text: str, env: Mapping[str, str]) -> dict[str, Service]:
    """Those of our image, by name. Raises ValueError on a key that is not honoured."""
    every = yaml.safe_load(text)["services"]
    return {
        name: _service(name, told, env) for name, told in every.items() if told.get("image") == OURS
    }


def _service(name: str, told: dict, env: Mapping[str, str]) -> Service:
    if unknown := told.keys() - HONOURED - ELSEWHERE:
        raise ValueError(f"{name}: {unknown}")
    confined = (told["read_only"], told["tmpfs"], told["cap_drop"], told["security_opt"])
    if confined != (True, ["/tmp"], ["ALL"], ["no-new-privileges:true"]):
        raise ValueError(f"{name} is confined otherwise than the rehearsal: {confined}")
    told_env = {key: interpolated(value, env) for key, value in told["environment"].items()}
    pairs = [volume.split(":") for volume in told["volumes"]]
    health = told.get("healthcheck", {}).get("test")
    return Service(
        name,
        {**env, **told_env},
        {path: volume for volume, path in pairs},
        tuple(told["command"]) if "command" in told else None,
        tuple(health[1:]) if health and health[0] == "CMD" else None,
    )


def interpolated(value: str, env: Mapping[str, str]) -> str:
    """``${NAME}``, ``${NAME:-default}`` and ``${NAME:?message}`` replaced."""

    def found(match: re.Match[str]) -> str:
        name, sign, rest = match.groups()
        if sign == ":?" and not env.get(name):
            raise ValueError(f"{name}: {rest}")
        return env.get(name) or (rest if sign == ":-" else "")

    return VARIABLE.sub(found, str(value))
