"""Inputs: what is read, in which order, and that nothing bad stops the rest."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from cleaner.errors import InputError
from cleaner.sources import Input, Unreadable, iter_inputs


def _names(paths: list[Path]) -> list[str]:
    return [os.path.relpath(item.name, paths[0]) for item in iter_inputs(paths)]


def test_a_file_is_its_bytes(tmp_path: Path) -> None:
    page = tmp_path / "page.bin"
    page.write_bytes(b"\xff\x00<p>")
    url = "https://example.org/"
    assert list(iter_inputs([page], url)) == [Input(str(page), url, b"\xff\x00<p>")]


def test_standard_input() -> None:
    assert list(iter_inputs(["-"], stdin=io.BytesIO(b"<p>"))) == [Input("-", None, b"<p>")]


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.html", "a/z.txt", "a/b/c.HTM", "c", "a.xhtml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert _names([tmp_path]) == ["a.xhtml", "b.html", "c", "a/z.txt", "a/b/c.HTM"]


def test_a_folder_gives_pages_only(tmp_path: Path) -> None:
    for name in ("page.html", "photo.jpg", "site.css", "data.json", ".hidden.html", ".git/page.html", "page.html.gz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert _names([tmp_path]) == ["page.html"]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "page.html").write_text("x")
    assert _names([tmp_path]) == ["page.html"]


def test_a_folder_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("x")
    (tmp_path / "again").symlink_to(tmp_path)
    assert _names([tmp_path]) == ["page.html"]


def test_bad_inputs_stand_in_their_place(tmp_path: Path) -> None:
    good, big, empty = tmp_path / "good.html", tmp_path / "big.html", tmp_path / "empty"
    good.write_text("x")
    big.write_text("x" * 11)
    empty.mkdir()
    broken = tmp_path / "broken.html"
    broken.symlink_to("nowhere")
    found = list(iter_inputs([tmp_path / "missing", good, "a\0b", big, empty, broken, good], max_bytes=10))
    assert [type(item) for item in found] == [Unreadable, Input, Unreadable, Unreadable, Unreadable, Unreadable, Input]


@pytest.mark.parametrize(
    ("name", "cause"), [("missing", "No such file"), ("big.html", "larger than 10 bytes"), ("void", "no page")]
)
def test_the_cause_is_one_sentence_with_the_name(tmp_path: Path, name: str, cause: str) -> None:
    (tmp_path / "big.html").write_text("x" * 11)
    (tmp_path / "void").mkdir()
    [item] = iter_inputs([tmp_path / name], max_bytes=10)
    assert isinstance(item, Unreadable)
    assert isinstance(item.error, InputError)
    assert name in str(item.error)
    assert cause in str(item.error)
    assert str(item.error).endswith(".")


def test_inputs_are_read_one_at_a_time(tmp_path: Path) -> None:
    first, second = tmp_path / "1.html", tmp_path / "2.html"
    first.write_text("x")
    items = iter_inputs([first, second])
    next(items)
    second.write_text("written later")
    assert next(items) == Input(str(second), None, b"written later")
