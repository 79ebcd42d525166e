"""What is no date is told with an example, which is one."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

EXAMPLE = re.compile(r"\d[\d/: ]*\d")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", [forms.DateField, forms.TimeField, forms.DateTimeField])
def test_a_refused_date_shows_how_to_write_one(kind, language):
    with translation.override(language):
        with pytest.raises(ValidationError) as refused:
            kind().clean("demain")
        (said,) = refused.value.messages
        assert kind().clean(EXAMPLE.search(said)[0])
    assert said.startswith({"fr": "Ce n’est pas", "en": "This is no"}[language])
