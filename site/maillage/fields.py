"""StreamField whose blocks are those declared plus those plugins contribute."""

from __future__ import annotations

import copy
from functools import cached_property

from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField

from maillage.contributions import ContentBlock
from maillage.plugin import contributions


def contributed_blocks() -> dict[str, Block]:
    """Name → block of every enabled plugin's ContentBlock."""
    blocks = {}
    for contribution in contributions(ContentBlock):
        block = contribution.factory()
        block.set_name(contribution.name)
        blocks[contribution.name] = block
    return blocks


class PluginStreamField(StreamField):
    """Declared blocks, then contributed ones, computed at first use.

    Migrations record the declared blocks only, so that they do not depend on the plugins
    installed on the machine that made them.
    """

    @cached_property
    def declared_block(self) -> StreamBlock:
        return StreamField.stream_block.func(self)

    @cached_property
    def stream_block(self) -> StreamBlock:
        block = copy.copy(self.declared_block)
        block.child_blocks = {**self.declared_block.child_blocks, **contributed_blocks()}
        block.dependencies = list(block.child_blocks.values())
        return block

    def deconstruct(self) -> tuple[str, str, list, dict]:
        merged = self.__dict__.pop("stream_block", None)
        self.__dict__["stream_block"] = self.declared_block
        try:
            return super().deconstruct()
        finally:
            del self.__dict__["stream_block"]
            if merged is not None:
                self.__dict__["stream_block"] = merged
