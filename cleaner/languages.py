"""The languages whose rules a page gets: what it declares, what its text shows; English acts beside them always."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cleaner.language import primary, tell_language
from cleaner.rules.book import Rulebook
from cleaner.values import Structured

_META_NAMES = ("og:locale", "content-language", "dc.language", "language")
#: Longest runs of text that are looked at to tell a language.
_MOST_SAMPLES, _LEAST_CHARS = 12, 40


def page_languages(texts: Callable[[], Iterable[str]], structured: Structured, site: Sequence[str], book: Rulebook) -> tuple[str, ...]:
    """Return language codes, likeliest first.

    Args:
        texts: gives the runs of text of the page; it is not asked where the page says clearly what it is in.
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
    told = tell_language(samples(texts()), book.common_words())
    return tuple(dict.fromkeys(code for code in (told, *declared) if code))


def samples(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the longest of ``texts``, at most twelve: prose says more of a language than menus do."""
    squeezed = [" ".join(t.split()) for t in texts]
    long = [t for t in squeezed if len(t) >= _LEAST_CHARS] or squeezed
    return tuple(sorted(long, key=len, reverse=True)[:_MOST_SAMPLES])
