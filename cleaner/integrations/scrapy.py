"""An item pipeline for Scrapy, which is an extra: ``pip install clean-news[scrapy]``. The only module that knows it.

    ITEM_PIPELINES = {"cleaner.integrations.scrapy.CleanNewsPipeline": 300}

Pages are cleaned in threads of the pipeline's own, so that the reactor goes on with downloads meanwhile: a cleaner may be used from any
number of threads. Python runs one thread at a time, so that a crawl cleans no faster than one core does.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse, Response
from scrapy.settings import BaseSettings
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.threads import deferToThreadPool
from twisted.python.threadpool import ThreadPool

from cleaner.article import Article
from cleaner.batch.json_rows import page_of_row
from cleaner.batch.rows import Job, Row, clean_item, failed, out_of_memory
from cleaner.batch.warc import charset_of
from cleaner.integrations.shards import RuleFolders
from cleaner.memory.memory import Memory
from cleaner.sources import Input, Unreadable

#: Fields of an item that hold its page, the first that is there is taken.
_PAGE_FIELDS = ("response", "html", "text")
_ON_FAILURE = ("keep", "drop")


class _Counts(Protocol):
    """Scrapy's stats."""

    def inc_value(self, key: str, count: int = 1, start: int = 0) -> None: ...
    def set_value(self, key: str, value: Any) -> None: ...
    def get_value(self, key: str, default: Any = None) -> Any: ...
    def get_stats(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Wishes:
    """The settings.

    Attributes:
        folders: ``CLEAN_NEWS_RULES``, folders of rules laid over the shipped ones.
        sites: ``CLEAN_NEWS_SITES``, with the rules of single sites.
        field: ``CLEAN_NEWS_FIELD``, the field that the record goes to; empty merges it into the item.
        on_failure: ``CLEAN_NEWS_ON_FAILURE``, ``keep`` or ``drop`` items whose page failed.
        keep_page: ``CLEAN_NEWS_KEEP_PAGE``, leave the page in the item.
        sources: ``CLEAN_NEWS_SOURCES``, also where each field came from.
        removed: ``CLEAN_NEWS_REMOVED``, also every removed block.
        threads: ``CLEAN_NEWS_THREADS``, how many clean.
        memory: ``CLEAN_NEWS_SITE_MEMORY``, the folder of a site memory, which claims and at the end of the crawl learns.
    """

    folders: tuple[str, ...] = ()
    sites: bool = True
    field: str = "article"
    on_failure: str = "keep"
    keep_page: bool = True
    sources: bool = False
    removed: bool = False
    threads: int = 1
    memory: str = ""

    @classmethod
    def of(cls, settings: BaseSettings) -> Wishes:
        """Return what the settings say; ValueError when one is wrong."""
        said = settings.get("CLEAN_NEWS_ON_FAILURE", "keep")
        threads = settings.getint("CLEAN_NEWS_THREADS", 1)
        if said not in _ON_FAILURE:
            raise ValueError(f"CLEAN_NEWS_ON_FAILURE is {' or '.join(_ON_FAILURE)}, not {said!r}")
        if threads < 1:
            raise ValueError(f"CLEAN_NEWS_THREADS is 1 or more, not {threads}")
        return cls(
            tuple(settings.getlist("CLEAN_NEWS_RULES")), settings.getbool("CLEAN_NEWS_SITES", True),
            settings.get("CLEAN_NEWS_FIELD", "article") or "", said, settings.getbool("CLEAN_NEWS_KEEP_PAGE", True),
            settings.getbool("CLEAN_NEWS_SOURCES"), settings.getbool("CLEAN_NEWS_REMOVED"), threads,
            settings.get("CLEAN_NEWS_SITE_MEMORY") or "",
        )  # fmt: skip

    def __call__(self, article: Article, given: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return a record as it goes into items."""
        return article.to_dict(sources=self.sources, removed=self.removed)


class CleanNewsPipeline:
    """Puts the record of an item's page into the item.

    The page is in the field ``response`` (a Scrapy response), ``html`` or ``text``; ``url`` and ``fetched_at`` are used where the item
    has them. Items without a page go through untouched.

    Args:
        wishes: the settings.
        stats: the crawler's.
    """

    def __init__(self, wishes: Wishes, stats: _Counts) -> None:
        self._wishes, self._stats = wishes, stats
        self._memory = Memory.open(wishes.memory) if wishes.memory else None
        store = self._memory.store if self._memory else None
        self._job = Job(RuleFolders(wishes.folders, wishes.sites, store, learning=True), wishes)
        # Wrong rules stop the crawl before its first request.
        self._cleaner = self._job.load()
        self._threads = ThreadPool(0, wishes.threads, "clean-news")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanNewsPipeline:
        """Return the pipeline that the crawler's settings ask for.

        Raises:
            ValueError: a setting is wrong. (Scrapy's own NotConfigured would have the crawl go on without records.)
            RuleErrors: a rule is wrong.
            InputError: the folder of the site memory holds none.
        """
        assert crawler.stats is not None
        return cls(Wishes.of(crawler.settings), crawler.stats)

    def open_spider(self, spider: Any = None) -> None:
        """Start the threads."""
        self._threads.start()

    def close_spider(self, spider: Any = None) -> None:
        """Stop the threads, say what share of the pages each extractor had, and save what the site memory has learned."""
        self._threads.stop()
        prefix = "clean_news/extractor/"
        counts = {key: n for key, n in self._stats.get_stats().items() if key.startswith(prefix)}
        for key, count in counts.items():
            share = round(count / sum(counts.values()), 4)
            self._stats.set_value(f"clean_news/extractor_share/{key.removeprefix(prefix)}", share)
        if self._memory:
            self._memory.save()

    async def process_item(self, item: Any, spider: Any = None) -> Any:
        """Return the item with its record, or with the row of a page that failed.

        Raises:
            DropItem: the page failed and such items are dropped.
            ValueError: the item's class has no field for the record.
        """
        from twisted.internet import reactor

        adapter = ItemAdapter(item)
        page = _page_of(adapter)
        if page is None:
            self._stats.inc_value("clean_news/items_without_page")
            return item
        self._check(adapter)
        row = await maybe_deferred_to_future(deferToThreadPool(reactor, self._threads, self._clean, page))
        self._count(row)
        if self._memory and row.seen:
            self._memory.add(row.seen)
        if row.failure is not None and self._wishes.on_failure == "drop":
            error = row.failure["error"]
            raise DropItem(f"{row.url or 'page'}: {error['stage']}: {error['message']}")
        self._put(adapter, row)
        return item

    def _clean(self, page: Input | Unreadable) -> Row:
        """Return the row of a page; runs in a thread."""
        try:
            return clean_item(self._cleaner, 0, page, self._job)
        except MemoryError:
            return failed(0, page, out_of_memory(None))

    def _check(self, adapter: ItemAdapter) -> None:
        field, fields = self._wishes.field, _declared(adapter)
        if field and fields is not None and field not in fields:
            name = type(adapter.item).__name__
            raise ValueError(f"{name} has no field {field!r} for the record: declare it, or name another one in CLEAN_NEWS_FIELD")

    def _put(self, adapter: ItemAdapter, row: Row) -> None:
        record: Mapping[str, Any] = row.value if row.failure is None else row.failure
        fields = _declared(adapter)
        if not self._wishes.keep_page:
            for name in _PAGE_FIELDS:
                if name in adapter and isinstance(adapter.item, MutableMapping):
                    del adapter[name]
                elif name in adapter:
                    adapter[name] = None
        if self._wishes.field:
            adapter[self._wishes.field] = dict(record)
            return
        for name, value in record.items():
            if fields is None or name in fields:
                adapter[name] = value

    def _count(self, row: Row) -> None:
        self._stats.inc_value("clean_news/pages")
        if row.failure is not None:
            self._stats.inc_value("clean_news/failed")
            self._stats.inc_value(f"clean_news/failed/{row.failure['error']['stage']}")
        if row.facts is not None:
            self._stats.inc_value(f"clean_news/extractor/{row.facts.extractor}")
            self._stats.inc_value("clean_news/needs_review", int(row.facts.needs_review))


def _declared(adapter: ItemAdapter) -> frozenset[str] | None:
    """Return the fields that an item's class has, None for a dict, which takes any."""
    names = ItemAdapter.get_field_names_from_class(type(adapter.item))
    return None if names is None else frozenset(names)


def _page_of(adapter: ItemAdapter) -> Input | Unreadable | None:
    """Return an item's page, None where it has none."""
    known = {name: adapter[name] for name in (*_PAGE_FIELDS, "url", "fetched_at") if adapter.get(name) is not None}
    response = known.pop("response", None)
    if response is None and not {"html", "text"} & known.keys():
        return None
    moment = known.get("fetched_at")
    if isinstance(moment, datetime.datetime):
        known["fetched_at"] = moment.isoformat()
    if not isinstance(response, Response):
        return page_of_row("item", known, keep=False)
    url = known.setdefault("url", response.url)
    checked = page_of_row("item", {**known, "html": ""}, keep=False)
    if isinstance(checked, Unreadable):
        return checked
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    kind = "html" if isinstance(response, HtmlResponse) else None
    return Input("item", url, response.body, kind, checked.fetched_at, charset_of(header))
