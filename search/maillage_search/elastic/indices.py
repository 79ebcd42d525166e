"""Indices behind aliases: readers and writers never see one being built.

A generation is two indices: public documents, and restricted ones that the public alias does not
hold. ``<prefix>-public`` is read; ``<prefix>-public-write`` names every index to write to, which
are two during a rebuild.
"""

from __future__ import annotations

from elasticsearch import NotFoundError

from maillage.values import Audience
from maillage_search.elastic.client import WRITING_SECONDS, client, prefix
from maillage_search.elastic.document import index

AUDIENCES = tuple(audience.value for audience in Audience)
Generation = dict[str, str]  # audience → index


def read_alias(audience: str) -> str:
    return f"{prefix()}-{audience}"


def write_alias(audience: str) -> str:
    return f"{prefix()}-{audience}-write"


def create_generation(stamp: int) -> Generation:
    """New indices that are written to from now on, and read by nobody yet."""
    server = client(WRITING_SECONDS)
    names = {audience: f"{prefix()}-{audience}-{stamp}" for audience in AUDIENCES}
    for audience, name in names.items():
        new = index(name)
        new.aliases(**{write_alias(audience): {}})
        new.create(using=server)
    return names


def written(audience: str) -> list[str]:
    """Indices that hold that audience's documents; none before the first rebuild."""
    return _behind(write_alias(audience))


def is_built() -> bool:
    return all(_behind(read_alias(audience)) for audience in AUDIENCES)


def publish(generation: Generation) -> None:
    """In one step, everybody reads the new generation and writes to it alone."""
    actions = []
    for audience, name in generation.items():
        for alias in (read_alias(audience), write_alias(audience)):
            old = [found for found in _behind(alias) if found != name]
            actions += [{"remove": {"index": found, "alias": alias}} for found in old]
        actions.append({"add": {"index": name, "alias": read_alias(audience)}})
    client(WRITING_SECONDS).indices.update_aliases(actions=actions)


def discard(generation: Generation) -> None:
    """Remove a generation that will not be published."""
    names = ",".join(generation.values())
    client(WRITING_SECONDS).indices.delete(index=names, ignore_unavailable=True)


def discard_older(keep: int = 1) -> None:
    """Remove generations that nobody reads, except the latest ones, kept for a way back."""
    server = client(WRITING_SECONDS)
    for audience in AUDIENCES:
        every = server.indices.get(index=f"{prefix()}-{audience}-*", allow_no_indices=True)
        idle = sorted(name for name, found in every.items() if not found["aliases"])
        for name in idle[: max(len(idle) - keep, 0)]:
            server.indices.delete(index=name, ignore_unavailable=True)


def _behind(alias: str) -> list[str]:
    try:
        return sorted(client(WRITING_SECONDS).indices.get_alias(name=alias))
    except NotFoundError:
        return []
