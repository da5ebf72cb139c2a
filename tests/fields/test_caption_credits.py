"""Credits at the end of captions, in scripts with marks and spaces of their own."""

from __future__ import annotations

import pytest

from cleaner.dom.door import read_html
from cleaner.fields.captions import read_captions
from cleaner.values import Block


def _credit(text: str, *credits: str) -> tuple[str, str | None]:
    caption, = read_captions([("caption", Block(0, text, text, "figcaption", 0, 5.0))], credits)
    return caption.text, caption.credit


@pytest.mark.parametrize(("text", "literal"), [
    ("開通式に出席した市長（左）", "（{name}撮影）"), ("橋を渡る親子", "写真：{words}"), ("新桥的照片来源不明", "来源：{words}"),
    ("Мэр на новом мосту", "фото: {words}"), ("A photo of the bridge", "photo: {words}"),
])
def test_captions_without_credit_stay(text: str, literal: str) -> None:
    assert _credit(text, literal) == (text, None)


@pytest.mark.parametrize(("text", "literal", "caption", "credit"), [
    ("新しい橋の上で（山田太郎撮影）", "（{name}撮影）", "新しい橋の上で", "山田太郎"),
    ("橋を渡る親子（写真：例新聞）", "写真：{words}", "橋を渡る親子", "例新聞"),
    ("新桥全景（图片来源：例报）", "图片来源：{words}", "新桥全景", "例报"),
    ("시장이 다리를 건넌다. [사진=보기신문]", "[사진={words}]", "시장이 다리를 건넌다.", "보기신문"),
    ("Мэр на мосту. Фото: Иван Иванов", "фото: {words}", "Мэр на мосту.", "Иван Иванов"),
    ("Naujas tiltas / J. Jonaičio nuotr.", "/ {words} nuotr.", "Naujas tiltas", "J. Jonaičio"),
])  # fmt: skip
def test_credit_is_parted(text: str, literal: str, caption: str, credit: str) -> None:
    assert _credit(text, literal) == (caption, credit)


def _captions(*texts: str, credit: str = "") -> list[tuple[str, str | None]]:
    html = "".join(f"<figure><figcaption>{text}</figcaption></figure>" for text in texts)
    blocks = [("caption", block) for block in read_html(f"<html><body>{html}</body></html>").blocks]
    return [(c.text, c.credit) for c in read_captions(blocks, [credit] if credit else [])]


def test_a_caption_that_goes_on_with_a_button_is_the_shorter_one() -> None:
    whole = "The mayor opens the bridge on Tuesday morning."
    assert _captions(f"{whole} hide caption", whole) == [(whole, None)]
    assert _captions(whole, f"{whole} Photo: Jane Doe", credit="photo: {words}") == [(whole, "Jane Doe")]


def test_captions_that_only_begin_alike_are_two() -> None:
    short, long = "The bridge", "The mayor opens the bridge on Tuesday morning."
    assert [text for text, _ in _captions(short, f"{short} at night")] == [short, f"{short} at night"]
    assert [text for text, _ in _captions(long, f"{long} The ferry is to stay until spring, said the office at the river.")] == [
        long, f"{long} The ferry is to stay until spring, said the office at the river.",
    ]
