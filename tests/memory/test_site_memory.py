"""What the memory leaves alone, and what it takes, on sites in small."""

from __future__ import annotations

from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.memory.learn import LEAST_STORIES
from cleaner.memory.memory import Memory

#: Lines of a template that no rule knows and that the cleaner lets through.
SLOGAN = "The moonlight edition reaches 14 villages by bicycle"
PRESSES = "Our presses stand in the old mill and have done so since 1911."
SUNDAYS = "Come and see the presses on Sundays"
TAIL = (SLOGAN, PRESSES, SUNDAYS)
MANY = 8


def test_without_the_memory_the_lines_are_let_through(site: Any) -> None:
    assert site.plain_body(30, tail=TAIL)[-2:] == [SLOGAN, PRESSES]


# What must stay.


def test_a_site_of_which_nothing_was_seen_is_left_alone(site: Any) -> None:
    site.learn([])
    assert site.body(30, tail=TAIL) == site.plain_body(30, tail=TAIL)


@pytest.mark.parametrize("count", [1, 2, LEAST_STORIES - 1])
def test_few_pages_teach_nothing(site: Any, count: int) -> None:
    site.learn([(n, (), TAIL) for n in range(count)])
    assert SLOGAN in site.body(30, tail=TAIL)


def test_copies_of_one_page_count_once(site: Any) -> None:
    site.learn([(number % 4, (), TAIL) for number in range(20)])
    assert SLOGAN in site.body(30, tail=TAIL)


def test_a_story_that_grows_counts_once(text_site: Any) -> None:
    memory = Memory.open(text_site.folder)
    for length in range(8):
        told = [*text_site.story(1), *text_site.story(2)[: length % 4], *(text_site.story(3)[:1] if length > 3 else [])]
        text_site.clean(memory, "\n\n".join(["Arlen will rebuild its bridge", *told, *TAIL]), length)
    memory.save()
    assert SLOGAN in text_site.body(30, tail=TAIL)


def test_a_sentence_repeated_inside_of_stories_stays(site: Any) -> None:
    recalled = "The storm of the fourth of April was the worst that the coast has seen for a hundred years."
    memory = Memory.open(site.folder)
    for number in range(MANY):
        site.clean(memory, _with_recalled(site, number, recalled), number)
    memory.save()
    record = site.clean(Memory.open(site.folder), _with_recalled(site, 30, recalled), 30)
    assert recalled in record.body.split("\n\n")


def test_a_line_that_stood_inside_of_one_story_is_never_taken(text_site: Any) -> None:
    text_site.learn([(n, (), TAIL) for n in range(MANY)])
    assert SLOGAN not in text_site.body(30, tail=TAIL)
    memory = Memory.open(text_site.folder)
    told = text_site.story(20)
    text_site.clean(memory, "\n\n".join(["Inverlea will rebuild its mill", *told[:2], SLOGAN, *told[2:], *TAIL[1:]]), 20)
    memory.save()
    assert SLOGAN in text_site.body(30, tail=TAIL)


def test_a_columnists_sign_off_stays(site: Any) -> None:
    sign_off = "And that is how the week looked from my window above the harbour, dear reader."
    pages = [(n, (), (sign_off, *TAIL) if n % 2 else TAIL) for n in range(12)]
    site.learn(pages)
    assert sign_off in site.body(31, tail=(sign_off, *TAIL))
    assert SLOGAN not in site.body(31, tail=(sign_off, *TAIL))


def test_a_sign_off_below_every_story_of_a_site_stays_where_it_hangs_on_the_story(text_site: Any) -> None:
    sign_off = "And that is how the week looked from my window above the harbour, dear reader."
    text_site.learn([(n, (), (sign_off, *TAIL)) for n in range(12)])
    assert sign_off in text_site.body(31, tail=(sign_off, *TAIL))


def test_prose_in_the_elements_of_the_story_stays(html_site: Any) -> None:
    site = html_site
    sign_off = "And that is how the week looked from my window above the harbour, dear reader."

    def page(number: int) -> str:
        prose = "".join(f"<p>{paragraph}</p>" for paragraph in (*site.story(number), sign_off))
        return f"<html><head><title>News {number}</title></head><body><h1>News</h1><div class='x'>{prose}</div></body></html>"

    memory = Memory.open(site.folder)
    for number in range(12):
        site.clean(memory, page(number), number)
    memory.save()
    assert sign_off in site.clean(Memory.open(site.folder), page(30), 30).body.split("\n\n")


def test_a_line_that_shows_a_field_stays_a_field(site: Any) -> None:
    site.learn([(n, ("By Ada Lorimer", "Tuesday, 3 May 2022"), TAIL) for n in range(MANY)])
    record = site.record(30, ("By Ada Lorimer", "Tuesday, 3 May 2022"), TAIL)
    assert record.authors == ("Ada Lorimer",)
    assert record.published == "2022-05-03"


def test_the_same_words_inside_of_a_later_story_stay(text_site: Any) -> None:
    text_site.learn([(n, (), TAIL) for n in range(MANY)])
    told = text_site.story(30)
    page = "\n\n".join(["Gilham will rebuild its mill", told[0], SLOGAN, *told[1:], *TAIL[1:]])
    record = text_site.clean(Memory.open(text_site.folder), page, 30)
    assert SLOGAN in record.body.split("\n\n")


def test_a_line_that_may_head_a_list_of_the_story_stays(text_site: Any) -> None:
    boats, item = "The evening edition reaches 9 islands by boat", "Ninety oaks from the forest of Kelby, and the wages of nine men"
    text_site.learn([(n, (), (SLOGAN, boats, *TAIL[1:])) for n in range(MANY)])
    assert text_site.body(30, tail=(SLOGAN, boats, *TAIL[1:])) == text_site.story(30)
    tail = (SLOGAN, boats, item, PRESSES)
    assert text_site.plain_body(30, tail=tail)[4:] == [*tail]
    assert text_site.body(30, tail=tail)[4:] == [boats, item]


def test_another_site_is_left_alone(site: Any) -> None:
    site.learn([(n, (), TAIL) for n in range(MANY)])
    site.domain = "other.example"
    assert SLOGAN in site.body(30, tail=TAIL)


def test_a_page_without_an_address_is_left_alone_and_teaches_nothing(site: Any) -> None:
    memory = Memory.open(site.folder)
    for number in range(MANY):
        Cleaner(site.book, memory).clean("\n\n".join([*site.story(number), *TAIL]), kind="text")
    assert memory.take() == {}


def test_a_line_on_half_of_the_stories_stays(site: Any) -> None:
    site.learn([(n, (), TAIL if n % 2 else TAIL[1:]) for n in range(14)])
    assert SLOGAN in site.body(31, tail=TAIL)


# What goes.


def test_lines_below_the_stories_go(site: Any) -> None:
    site.learn([(n, (), TAIL) for n in range(MANY)])
    record = site.record(30, tail=TAIL)
    assert record.body.split("\n\n")[:4] == site.story(30)
    assert SLOGAN not in record.body
    taken = [removed for removed in record.removed if removed.text == SLOGAN]
    assert [(r.role, r.rule.rpartition("/")[0]) for r in taken] == [("boilerplate", "memory/paper.example")]


def test_figures_may_differ(site: Any) -> None:
    site.learn([(n, (), (f"The moonlight edition reaches {n + 2} villages by bicycle", *TAIL[1:])) for n in range(MANY)])
    assert not any("moonlight" in paragraph for paragraph in site.body(30, tail=(SLOGAN, *TAIL[1:])))


def test_subdomains_are_one_site(site: Any) -> None:
    site.learn([(n, (), TAIL) for n in range(MANY)])
    site.domain = "sport.paper.example"
    assert SLOGAN not in site.body(30, tail=TAIL)


def test_lines_above_the_stories_go(html_site: Any) -> None:
    site = html_site
    head = ("Seven brothers own this paper", "Good cheer from the harbour desk")
    assert set(head) <= set(site.plain_body(30, head))
    site.learn([(n, head, ()) for n in range(MANY)])
    assert site.body(30, head) == site.story(30)


def test_a_new_template_takes_the_old_ones_place(text_site: Any) -> None:
    text_site.learn([(n, (), TAIL) for n in range(MANY)])
    newer = ("A ferryman prints this paper by the light of 2 lamps", "He has printed it with his own hands since the flood.")
    for begin in (40, 60, 80):
        text_site.learn([(n, (), newer) for n in range(begin, begin + 20)])
    assert newer[0] not in text_site.body(130, tail=newer)


def test_explain_names_the_memory(text_site: Any) -> None:
    text_site.learn([(n, (), TAIL) for n in range(MANY)])
    memory = Memory.open(text_site.folder, learning=False)
    page = "\n\n".join(["Gilham will rebuild its mill", *text_site.story(30), *TAIL])
    explained = Cleaner(text_site.book, memory).explain(page, "https://paper.example/30", kind="text")
    [block] = [b for b in explained.blocks if b.text == SLOGAN]
    assert block.rule.startswith("memory/paper.example/")
    assert "memory" in explained.rules[block.rule].why


def _with_recalled(site: Any, number: int, recalled: str) -> str:
    told = site.story(number)
    paragraphs = [*told[:2], recalled, *told[2:]]
    if site.kind == "text":
        return "\n\n".join([f"Story of the day {number}", *paragraphs, *TAIL])
    prose = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<html><head><title>Story of the day</title></head><body><h1>Story of the day</h1><div class='x'>{prose}</div></body></html>"
