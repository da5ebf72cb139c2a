"""The languages whose rules a page gets: what it declares, what its text shows; English acts beside them always."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaner.language import primary, tell_language
from cleaner.rules.book import Rulebook
from cleaner.values import Structured

_META_NAMES = ("og:locale", "content-language", "dc.language", "language")
#: Longest runs of text that are looked at to tell a language.
_SAMPLES, _LEAST_CHARS = 12, 40


def page_languages(texts: Sequence[str], structured: Structured, site: Sequence[str], book: Rulebook) -> tuple[str, ...]:
    """Return language codes, likeliest first.

    Args:
        texts: the longest runs of text of the page: prose says more of a language than menus do.
        structured: what its head says.
        site: languages of the site's rule file.
        book: the rulebook, whose language files hold the commonest words.
    """
    metas = [m.content for m in structured.metas if m.name in _META_NAMES]
    known = book.languages
    declared = [code for tag in (structured.lang, *metas) if (code := primary(tag)) in known]
    if site:
        return tuple(dict.fromkeys([*site, *declared[:1]]))
    if declared and declared[0] != "en" and all(d == declared[0] for d in declared):
        return (declared[0],)
    told = tell_language(texts, book.common_words())
    return tuple(dict.fromkeys(code for code in (told, *declared) if code))


def samples(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the longest of ``texts``, at most twelve."""
    squeezed = [" ".join(t.split()) for t in texts]
    long = [t for t in squeezed if len(t) >= _LEAST_CHARS] or squeezed
    return tuple(sorted(long, key=len, reverse=True)[:_SAMPLES])
