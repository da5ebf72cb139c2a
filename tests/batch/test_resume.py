"""Going on where a run broke off: no page twice, none missing."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.batch.json_rows import JsonRow
from cleaner.batch.outputs import OutputOptions, open_output
from cleaner.batch.resume import Kept, kept_of, left, sweep_folder
from cleaner.batch.rows import Row
from cleaner.errors import InputError
from cleaner.sources import Input

COUNT = 30
#: Two pages share an address, some have none.
URLS = [None if i % 7 == 3 else f"https://a.example/{i // 2}" for i in range(COUNT)]
ITEMS = [Input(f"p{i}", url, b"x") for i, url in enumerate(URLS)]
LINES = [json.dumps({"url": url, "body": str(i) * random.Random(i).randrange(1, 90_000)}) + "\n" for i, url in enumerate(URLS)]


class Dead(BaseException):
    """The process ends here."""


def run(target: Path, stop: int = COUNT, order: list[int] | None = None) -> list[int]:
    """Write what is left, at most ``stop`` rows; return the places of the pages that were done."""
    kept = kept_of(str(target))
    done: list[int] = []
    pairs = dict(left(ITEMS, kept))
    with open_output(str(target), "jsonl", OutputOptions(ordered=order is None, kept=kept)) as output:
        for position in order or range(COUNT):
            if position in pairs:
                if len(done) == stop:
                    raise Dead
                output.write(Row(position, f"p{position}", URLS[position], LINES[position]))
                done.append(position)
    return done


def rows(target: Path) -> list[str]:
    data = target.read_bytes()
    return (gzip.decompress(data) if target.suffix == ".gz" else data).decode().splitlines(keepends=True)


@pytest.mark.parametrize("name", ["o.jsonl", "o.jsonl.gz", "o.jsonl.zst"])
@settings(max_examples=40)
@given(stop=st.integers(0, COUNT), cut=st.integers(0, 200_000), shuffled=st.booleans(), seed=st.integers(0, 9))
def test_a_run_that_is_cut_anywhere_ends_as_if_it_was_not(
    tmp_path_factory: pytest.TempPathFactory, name: str, stop: int, cut: int, shuffled: bool, seed: int
) -> None:
    target = tmp_path_factory.mktemp("resume") / name
    order = random.Random(seed).sample(range(COUNT), COUNT) if shuffled else None
    try:
        run(target, stop, order)
    except Dead:
        part = target.with_name(name + ".part")
        # The last bytes never came to the disk: a line, a packed member ends in its middle.
        data = part.read_bytes()
        part.write_bytes(data[: max(0, len(data) - cut)])
    run(target, COUNT, order)
    if name.endswith(".zst"):
        import zstandard

        found = zstandard.ZstdDecompressor().stream_reader(target.read_bytes(), read_across_frames=True).read().decode().splitlines(True)
    else:
        found = rows(target)
    assert found == [LINES[i] for i in order] if order and not cut else sorted(found) == sorted(LINES)
    assert order or found == LINES
    assert not target.with_name(name + ".part").exists()


def test_what_is_there_is_not_done_again(tmp_path: Path) -> None:
    target = tmp_path / "o.jsonl"
    with pytest.raises(Dead):
        run(target, 10)
    assert run(target) == list(range(10, COUNT))
    assert run(target) == []
    assert rows(target) == LINES


def test_half_a_line_is_done_again(tmp_path: Path) -> None:
    target = tmp_path / "o.jsonl"
    target.write_text("".join(LINES[:4]) + LINES[4][:-5])
    assert run(target) == list(range(4, COUNT))
    assert rows(target) == LINES


def test_what_a_power_cut_leaves_is_done_again(tmp_path: Path) -> None:
    target = tmp_path / "o.jsonl"
    (tmp_path / "o.jsonl.part").write_bytes("".join(LINES[:4]).encode() + b"\0" * 4096 + b"\n")
    assert run(target) == list(range(4, COUNT))
    assert rows(target) == LINES


def test_an_order_file_that_is_behind_or_ahead(tmp_path: Path) -> None:
    target, order = tmp_path / "o.jsonl", tmp_path / "o.jsonl.order"
    for text in ("5\n3\n1", "5\n3\n1\n8\n9\n"):
        (tmp_path / "o.jsonl.part").write_text(LINES[5] + LINES[3] + LINES[1])
        order.write_text(text)
        run(target, order=list(range(COUNT)))
        assert sorted(rows(target)) == sorted(LINES)
        assert sorted(map(int, order.read_text().split())) == list(range(COUNT))
        assert [LINES[int(i)] for i in order.read_text().split()] == rows(target)


def test_a_whole_output_in_any_order_is_known_by_its_order_file(tmp_path: Path) -> None:
    target = tmp_path / "o.jsonl"
    order = random.Random(1).sample(range(COUNT), COUNT)
    run(target, order=order)
    assert run(target, order=order) == []
    assert rows(target) == [LINES[i] for i in order]


@pytest.mark.parametrize("others", [ITEMS[1:], ITEMS[:3], [JsonRow("p0", b'{"url": "https://b.example/", "text": "x"}'), *ITEMS[1:]]])
def test_other_inputs_are_refused(tmp_path: Path, others: list[Input]) -> None:
    target = tmp_path / "o.jsonl"
    target.write_text("".join(LINES[:5]))
    with pytest.raises(InputError, match=r"inputs"):
        list(left(others, kept_of(str(target))))


def test_a_failed_page_without_address_is_known_by_its_input(tmp_path: Path) -> None:
    target = tmp_path / "o.jsonl"
    target.write_text(json.dumps({"url": None, "input": "p0", "error": {}}) + "\n")
    kept = kept_of(str(target))
    assert list(left([Input("p0", None, b""), ITEMS[1]], kept)) == [(1, ITEMS[1])]
    with pytest.raises(InputError):
        list(left([Input("q", None, b""), ITEMS[1]], kept))


def test_without_an_earlier_run_all_is_left(tmp_path: Path) -> None:
    kept = kept_of(str(tmp_path / "o.jsonl"))
    assert kept is None
    assert list(left(ITEMS, kept)) == list(enumerate(ITEMS))


def test_items_are_skipped_one_at_a_time() -> None:
    read = []

    def counted() -> Iterator[Input]:
        for item in ITEMS:
            read.append(item)
            yield item

    places = bytes([0b11111111, 0b00000001])
    rest = left(counted(), Kept("o", 9, 0, places, 0))
    assert next(rest)[0] == 9
    assert len(read) == 10


def test_what_a_killed_run_was_writing_in_a_folder_is_swept_and_nothing_else(tmp_path: Path) -> None:
    kept = {"a/1.json", "a/.hidden", "a/notes.part", "a/.1.json.part", ".index.json.notes.part"}
    for name in (*kept, "a/.000002.json.kp_m8d0a.part", "a/b/.000003.json.x1y2z3w4.part", ".4.json.abcdefgh.part"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    sweep_folder(f"{tmp_path}/")
    sweep_folder(str(tmp_path / "not-there"))
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()} == kept
