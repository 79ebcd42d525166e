"""Files to download in a page bear the title that they are given there, or their own."""

import pytest
from wagtail.documents import get_document_model

from maillage.blocks.media import FilesBlock

pytestmark = pytest.mark.django_db


def test_a_file_without_title_bears_its_own():
    document = get_document_model().objects.create(title="Bail type", file="bail.pdf")
    block = FilesBlock()
    files = [{"title": title, "document": document.pk} for title in ("", "Le bail")]
    value = block.clean(block.to_python({"title": "", "files": files}))
    shown = block.render(value)
    assert shown.index("Bail type") < shown.index("Le bail")
