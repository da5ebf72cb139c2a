"""``rules suggest``: pages of a site in, a proposed site file out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleaner.domains import host_of, registered_domain
from cleaner.errors import InputError, PageError
from cleaner.rules.book import Rulebook
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.states import Seen, failed, of_site, see
from cleaner.upkeep.suggest.emit import emit
from cleaner.upkeep.suggest.evidence import SiteDraft
from cleaner.upkeep.suggest.learn import learn
from cleaner.upkeep.suggest.prove import prove, sound
from cleaner.upkeep.suggest.sample import SamplePage, choose_pages, sample_page
from cleaner.upkeep.suggest.template import everywhere
from cleaner.upkeep.variants import without

#: Pages that a suggestion is made from, and pages of the site that are read to find them.
LEAST, MOST, MOST_READ = 3, 30, 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed site file.

    Attributes:
        site: the registered domain.
        draft: what is proposed; it may have no parts.
        text: the file.
        pages: names of the pages that it was learned from.
        left: pages that were left aside, each with the reason.
    """

    site: str
    draft: SiteDraft
    text: str
    pages: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def suggest(pages: Iterable[GivenPage], site: str, book: Rulebook) -> Suggestion:
    """Return a site file learned from pages of the site, each part with its evidence, all of it ``status: proposed``.

    Gold is not looked at. Rules of the site that the rulebook has already are left out of it: the proposed file would stand in their
    place. Pages of other sites, without an article, and that tell nearly the same as another are left aside; of more than
    :data:`MOST` that many are taken, evenly spread. A page without any address is taken for one of the site.

    Args:
        pages: the pages, of which :data:`MOST_READ` of the site are read.
        site: the site's domain.
        book: the rulebook.

    Raises:
        InputError: ``site`` is no domain, or fewer than :data:`LEAST` pages can be learned from.
        RuleErrors: a rule file is wrong.
    """
    host = host_of(site)
    domain = registered_domain(host)
    if not domain or ("." not in domain and domain != "localhost"):
        raise InputError(f"{site!r} is no site; a site is given by its domain, such as example.com.")
    bare = without(book, book.site_files(host))
    left: list[tuple[str, str]] = []
    seen = {sample_page(page.name, one): (page, one) for page, one in _seen(pages, domain, bare, left)}
    sample = choose_pages([*seen])
    left += sample.left
    chosen = _spread(sample.pages, left)
    if len(chosen) < LEAST:
        why = "; ".join(f"{name} {reason}" for name, reason in left[:3])
        more = f" Left aside: {why}." if why else ""
        raise InputError(f"{len(chosen)} pages of {domain} show an article; a suggestion needs {LEAST}.{more}")
    parts = learn(chosen)
    draft = SiteDraft(domain, _about(domain, chosen, left), parts.content, parts.fields, parts.rules)
    draft = prove(sound(draft), [seen[page] for page in chosen], bare, everywhere(chosen))
    return Suggestion(domain, draft, emit(draft), tuple(page.name for page in chosen), tuple(left))


def _seen(pages: Iterable[GivenPage], site: str, book: Rulebook, left: list[tuple[str, str]]) -> Iterator[tuple[GivenPage, Seen]]:
    """Yield the first pages of a site as the rulebook sees them; the others go to ``left``."""
    found = 0
    for page in pages:
        if found == MOST_READ:
            left.append((page.name, f"and what follows was not read: {MOST_READ} pages of {site} came before it"))
            break
        try:
            page = of_site(page, site, book)
            one = see(page, book)
        except PageError as error:
            left.append((page.name, f"cannot be cleaned: {failed(page, error).message}"))
            continue
        if one.article.site == site:
            found += 1
            yield page, one
        else:
            left.append((page.name, f"is a page of {one.article.site or 'no site'}"))


def _spread(pages: Sequence[SamplePage], left: list[tuple[str, str]]) -> tuple[SamplePage, ...]:
    """Return :data:`MOST` pages at most, evenly spread over those given: a site's layouts change with time."""
    if len(pages) <= MOST:
        return tuple(pages)
    chosen = {round(i * (len(pages) - 1) / (MOST - 1)) for i in range(MOST)}
    left += [(page.name, f"is more than the {MOST} pages that a suggestion looks at") for i, page in enumerate(pages) if i not in chosen]
    return tuple(page for i, page in enumerate(pages) if i in chosen)


def _about(site: str, pages: Sequence[SamplePage], left: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    aside = f", {len(left)} were left aside" if left else ""
    return (
        f"Proposed by 'clean-news rules suggest' from {len(pages)} pages of {site}{aside}.",
        "Nothing here acts before it is accepted: look at each part ('clean-news rules try' shows what it does), take out what is",
        "wrong, then 'clean-news rules accept'.",
    )
