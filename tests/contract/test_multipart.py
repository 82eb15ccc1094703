"""Multipart bodies: what is written is read back, and what is malformed is refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.multipart import LONGEST_PART_HEADER, MOST_PARTS, Upload, read_multipart, write_multipart

TYPE = "multipart/form-data; boundary=x"

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters='"\\'), max_size=30)
types = st.sampled_from(["image/png", "text/plain; charset=utf-8"])
uploads = st.builds(Upload, texts, st.binary(max_size=200), types)


def part(disposition: str, content: bytes = b"v", *more: str) -> bytes:
    lines = [f"content-disposition: form-data; {disposition}", *more]
    return b"--x\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n"


@given(st.dictionaries(texts, st.text(st.characters(codec="utf-8"), max_size=60) | uploads, min_size=1, max_size=5))
def test_what_is_written_is_read_back(members: dict[str, str | Upload]) -> None:
    content, content_type = write_multipart(members)

    assert read_multipart(content, content_type) == members


def test_the_last_of_a_repeated_name_holds_and_a_file_needs_no_type() -> None:
    body = part('name="a"') + part('name="a"; filename="n"', b"w") + b"--x--\r\n"

    assert read_multipart(body, TYPE) == {"a": Upload("n", b"w")}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        part('name="a"'),
        part('name="a"')[:-3],
        part('name="a"') + b"--x",
        part('nome="a"') + b"--x--\r\n",
        part('name="a"', b"\xff") + b"--x--\r\n",
        part('name="a"', b"v", "x: " + "y" * LONGEST_PART_HEADER) + b"--x--\r\n",
        part('name="a"', b"v", *[f"x-{number}: y" for number in range(20)]) + b"--x--\r\n",
        part('name="a"') * (MOST_PARTS + 1) + b"--x--\r\n",
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_a_malformed_or_endless_body_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        read_multipart(content, TYPE)

    assert caught.value.cause is Cause.INVALID_PARAMETER
    assert set(caught.value.fields) == {"body"}


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=" + "x" * 300])
def test_a_body_without_a_boundary_or_with_an_endless_one_is_refused(content_type: str) -> None:
    with pytest.raises(Refusal):
        read_multipart(part('name="a"') + b"--x--\r\n", content_type)


@given(st.binary(max_size=300))
def test_no_bytes_make_anything_but_members_or_a_refusal(content: bytes) -> None:
    for body in (content, b"--x\r\n" + content, part('name="a"') + content):
        with contextlib.suppress(Refusal):
            assert isinstance(read_multipart(body, TYPE), dict)


@pytest.mark.parametrize("upload", [Upload("a\r\nb", b""), Upload("a", b"", "text/plain\r\nX: 1")])
def test_a_name_that_would_begin_a_header_is_not_written(upload: Upload) -> None:
    with pytest.raises(ValueError, match="cannot stand in a header"):
        write_multipart({"a": upload})


def test_quotes_in_a_name_stay_inside_its_quotes() -> None:
    content, _ = write_multipart({"a": Upload('x"; filename="y', b"")})

    assert b'filename="x%22; filename=%22y"' in content
