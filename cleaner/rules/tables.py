"""Tables of words in the rulebook that are no rules: name → words, such as ``rules/fields/hints.yaml``."""

from __future__ import annotations

from functools import lru_cache

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules.yamlnodes import compose, place
from cleaner.shipped import rulebook_folder


@lru_cache(maxsize=16)
def word_table(name: str) -> dict[str, tuple[str, ...]]:
    """Return the table in a file of the shipped rulebook, such as ``fields/hints.yaml``.

    Raises:
        RuleErrors: the file is no mapping of names to lists of words.
    """
    path = f"rules/{name}"
    root = compose((rulebook_folder() / name).read_text(encoding="utf-8"), path)
    if root is None or root.id != "mapping":
        raise RuleErrors([RuleError("a table maps names to lists of words", path, 1, 1)])
    for _, value in root.value:
        if value.id != "sequence":
            raise RuleErrors([RuleError("a list of words is expected here", path, *place(value))])
    return {str(k.value): tuple(str(w.value) for w in v.value) for k, v in root.value}
