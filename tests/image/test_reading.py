"""Dockerfiles and .dockerignore are read as Docker's own reference says."""

import pytest

from tests.image.context import rules
from tests.image.dockerfile import NotRehearsed, assignments, cache_folder, command, parse

# The examples of Docker's reference for .dockerignore, and of its exceptions.
IGNORED = [
    ("*/temp*", "somedir/temporary.txt", True),
    ("*/temp*", "somedir/temp", True),
    ("*/temp*", "somedir/temp/below.txt", True),
    ("*/*/temp*", "somedir/subdir/temporary.txt", True),
    ("*/*/temp*", "somedir/temporary.txt", False),
    ("temp?", "tempa", True),
    ("temp?", "temp", False),
    ("**/*.go", "main.go", True),
    ("**/*.go", "a/b/main.go", True),
    ("/foo/bar/", "foo/bar/below", True),
    ("foo/bar", "other/foo/bar", False),
    ("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", True),
    ("*.md\n!README*.md\nREADME-secret.md", "README.md", False),
    ("*.md\nREADME-secret.md\n!README*.md", "README-secret.md", False),
    ("# a comment\n\n*", "anything", True),
]


@pytest.mark.parametrize(("text", "path", "ignored"), IGNORED)
def test_the_last_line_that_matches_decides(text, path, ignored):
    matching = [rule for rule in rules(text) if rule.matches(path)]
    assert bool(matching and not matching[-1].keeps) == ignored


def test_lines_go_on_past_comments_and_flags_are_told_apart():
    (run, copy) = parse(
        "run --mount=type=cache,target=/c one \\\n  # why\n  && two\n\nCOPY --from=a /b /b"
    )
    assert (run.name, run.rest, cache_folder(run.flag("mount"))) == ("RUN", "one   && two", "/c")
    assert (copy.flag("from"), copy.rest) == ("a", "/b /b")


def test_variables_of_one_line_see_those_before_it():
    # The reference's own example: abc=bye def=$abc gives def the value of before.
    assert assignments('abc=bye def=$abc ghi="a b"', {"abc": "hello"}) == {
        "abc": "bye",
        "def": "hello",
        "ghi": "a b",
    }


def test_commands_have_two_forms():
    assert command('["a", "b c"]') == ("a", "b c")
    assert command("a $B") == ("/bin/sh", "-c", "a $B")


@pytest.mark.parametrize(
    "text",
    [
        'SHELL ["/bin/bash"]', "ARG A=1", "COPY --chown=1 a b", "RUN <<EOF\ntrue\nEOF",
        "# escape=`", "RUN true \\",
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(text):
    with pytest.raises(NotRehearsed):
        parse(text)


@pytest.mark.parametrize("rest", ["PATH /bin", "A=$UNKNOWN", "A=${B:-c}", "A='$B'"])
def test_a_variable_that_docker_would_read_otherwise_is_refused(rest):
    with pytest.raises(NotRehearsed):
        assignments(rest, {"B": "b"})


def test_only_a_cache_is_lent_to_a_line():
    with pytest.raises(NotRehearsed):
        cache_folder("type=bind,target=/c,source=.")
