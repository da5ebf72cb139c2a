"""One page through the cleaner: an item in, a row out. What runs in a worker, and in the caller's own process for single pages."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from cleaner.article import Article
from cleaner.batch.inputs import Item
from cleaner.batch.json_rows import JsonRow
from cleaner.errors import DEBUG_VARIABLE, PageError
from cleaner.outputs.failure import failure_row
from cleaner.sources import Unreadable


class CleansPages(Protocol):
    """What cleans pages: a :class:`~cleaner.pipeline.Cleaner`."""

    def clean(
        self, data: Any, url: str | None = None, *, kind: str = "auto", fetched_at: datetime.datetime | str | None = None,
        encoding: str | None = None,
    ) -> Article:
        """Return the record of a page."""
        ...


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted of a record.

    Attributes:
        extractor: who chose the body.
        needs_review: whether a person should look.
        rules: how many blocks each rule took.
    """

    extractor: str
    needs_review: bool
    rules: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a page.

    Attributes:
        position: place of the page among the inputs, from 0.
        name: how messages call it.
        url: its address, where known.
        value: what the job's ``finish`` made of the record; None when the page failed.
        failure: the row of a page that failed (:func:`~cleaner.outputs.failure.failure_row`), else None.
        facts: what is counted of the record; None when the page failed.
        seen: what the page tells the site memory, for :meth:`cleaner.memory.memory.Memory.add`; None without a memory.
    """

    position: int
    name: str
    url: str | None
    value: Any = None
    failure: Mapping[str, Any] | None = None
    facts: Facts | None = None
    seen: Any = None


def as_article(article: Article, given: Mapping[str, Any] | None) -> Article:
    """Return the record itself: what rows hold where nothing else is asked for."""
    return article


def shipped_cleaner() -> CleansPages:
    """Return a cleaner with the shipped rulebook."""
    from cleaner.pipeline import Cleaner

    return Cleaner()


@dataclass(frozen=True, slots=True)
class Job:
    """What is done with every page. It travels to the workers: all of it can be pickled.

    Attributes:
        load: makes the cleaner, once in each process.
        finish: makes a row's value of a record and of the keys that came with its page.
        kind: ``auto``, ``html`` or ``text`` for pages of which nothing tells it.
        fetched_at: when pages were fetched that do not say so themselves.
    """

    load: Callable[[], CleansPages] = shipped_cleaner
    finish: Callable[[Article, Mapping[str, Any] | None], Any] = as_article
    kind: str = "auto"
    fetched_at: str | None = None


def clean_item(cleaner: CleansPages, position: int, item: Item, job: Job) -> Row:
    """Return the row of an item, whatever happens to it.

    Raises:
        MemoryError: there was too little of it, so that this process should not go on.
    """
    if isinstance(item, JsonRow):
        item = item.read()
    if isinstance(item, Unreadable):
        return failed(position, item, item.error)
    try:
        article = cleaner.clean(
            item.data, item.url, kind=item.kind or job.kind, fetched_at=item.fetched_at or job.fetched_at, encoding=item.encoding
        )
        value = job.finish(article, item.given)
    except Exception as error:
        # Whatever one page does to the program, the pages after it are cleaned.
        if _is_memory(error):
            raise MemoryError from error
        if os.environ.get(DEBUG_VARIABLE):
            import traceback

            traceback.print_exc()
        return failed(position, item, error)
    facts = Facts(article.extractor, article.needs_review, Counter(removed.rule for removed in article.removed))
    memory = getattr(cleaner, "memory", None)
    return Row(position, item.name, item.url, value, None, facts, memory.take() if memory else None)


def failed(position: int, item: Item, error: Exception) -> Row:
    """Return the row of an item that an error befell."""
    if isinstance(item, JsonRow):
        with contextlib.suppress(MemoryError):  # which may be why it failed
            item = item.read()
    url, given = getattr(item, "url", None), getattr(item, "given", None)
    return Row(position, item.name, url, None, with_given(failure_row(error, url, item.name), given))


def out_of_memory(megabytes: int | None) -> PageError:
    """Return the error of a page that needs more memory than it may have."""
    limit = f" than the {megabytes} MB it may take (--memory)" if megabytes else " than there is"
    return PageError("memory", f"the page needs more memory{limit}")


def with_given(record: Mapping[str, Any], given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a record with the keys that came with its page; one that the record has itself is there as ``given_…``."""
    merged = dict(record)
    for key, value in (given or {}).items():
        name = key
        while name in merged:
            name = "given_" + name
        merged[name] = value
    return merged


def _is_memory(error: BaseException | None) -> bool:
    """Tell whether an error is, or came from, too little memory: the pipeline names the stage in an error of its own."""
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, MemoryError):
            return True
        error, seen = error.__cause__, seen + 1
    return False
