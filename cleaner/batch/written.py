"""A record as a row of an output: what a worker makes of it, so that the process that writes has little to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cleaner.article import Article
from cleaner.batch.rows import Row, with_given
from cleaner.outputs import FORMATS
from cleaner.outputs.failure import failure_line
from cleaner.text.controls import escape_controls

#: Formats of an output: those of a single record, and tables.
OUTPUT_FORMATS = (*FORMATS, "parquet")

#: Formats that can hold keys which came with the page, and the row of a page that failed; in the others a message tells of it.
HOLD_GIVEN = frozenset({"jsonl", "json", "parquet"})
HOLD_FAILURES = frozenset({"jsonl", "json", "jsonld", "parquet"})

_INDENT = {"json": 2}


@dataclass(frozen=True, slots=True)
class Written:
    """Makes a row's value: the text of its format, or the record as a dict for a table.

    Attributes:
        form: one of :data:`OUTPUT_FORMATS`.
        sources: also where each field came from.
        removed: also every removed block.
    """

    form: str = "jsonl"
    sources: bool = False
    removed: bool = False

    def __call__(self, article: Article, given: Mapping[str, Any] | None) -> Any:
        """Return the value for a record and the keys that came with its page."""
        if self.form != "parquet" and not given:
            return FORMATS[self.form](article, sources=self.sources, removed=self.removed)
        record = article.to_dict(sources=self.sources, removed=self.removed)
        if self.form == "parquet":
            # A table's columns are known before its rows: the keys go into one.
            return {**record, "given": given} if given else record
        return escape_controls(json.dumps(with_given(record, given), ensure_ascii=False, indent=_INDENT.get(self.form))) + "\n"


def text_of(row: Row, form: str) -> str:
    """Return what stands for a row in a format of text; nothing for a failed page where it has no place."""
    if row.failure is None:
        return str(row.value)
    return failure_line(dict(row.failure), _INDENT.get(form)) if form in HOLD_FAILURES else ""
