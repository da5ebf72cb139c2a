"""A beginning for a site: its rule file, and a page test for each page with what the cleaner gives now."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from cleaner.domains import host_of, registered_domain
from cleaner.errors import InputError, PageError
from cleaner.pipeline import Options, clean_page
from cleaner.rules.book import Rulebook
from cleaner.rules.load import load_rules
from cleaner.rules.model import RuleFile
from cleaner.rules.value_checks import value_check
from cleaner.upkeep.cases import EXPECTED, META, case_name
from cleaner.upkeep.editors import schema_of, schema_text
from cleaner.upkeep.expecting import Actual, actual
from cleaner.upkeep.fixtures import fixtures_of, is_shipped
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.site_template import SiteFacts, site_file
from cleaner.upkeep.writing import expectation, flow

#: Fields that an expectation always names, and those that it names when the page has them.
_ALWAYS, _IF_THERE = ("title", "lead", "authors", "published"), ("kicker", "agencies", "modified", "dateline", "captions", "notes")
#: Every page test wants a person's eye.
MOST_PAGES = 30
_HEAD = """\
# What the record of this page must be. The program wrote here what it makes of the page today: correct what is wrong, then write
# rules until `clean-news rules test` is content. Take out what you do not want to test; `removed: ["…"]` names blocks that must go.
"""


class NewFile(NamedTuple):
    """A file to be made."""

    path: Path
    data: bytes


@dataclass(frozen=True, slots=True)
class Scaffold:
    """The files that a site begins with; none is written yet.

    Attributes:
        files: the files, the rule file first unless it is there already.
        site_file: where the site's rule file is or will be.
        cases: the folders of the new page tests.
        notes: what a person should know.
    """

    files: tuple[NewFile, ...]
    site_file: Path
    cases: tuple[Path, ...]
    notes: tuple[str, ...] = ()

    def write(self) -> None:
        """Make the files.

        Raises:
            InputError: one cannot be made; a file that is there is never overwritten.
        """
        for file in self.files:
            try:
                file.path.parent.mkdir(parents=True, exist_ok=True)
                with open(file.path, "xb") as stream:
                    stream.write(file.data)
            except FileExistsError as error:
                raise InputError(f"{file.path}: is there already and is not overwritten.") from error
            except OSError as error:
                raise InputError(f"{file.path}: cannot be written: {error.strerror}.") from error


class _Seen(NamedTuple):
    """A page with what the cleaner makes of it, and the name of its test."""

    page: GivenPage
    found: Actual
    kind: str
    url: str
    names: tuple[str, ...]
    case: str


def scaffold(domain: str, pages: Iterable[GivenPage], home: str | os.PathLike[str], today: datetime.date) -> Scaffold:
    """Return the files that a site begins with: a rule file that changes nothing, and a page test for each page.

    A rule file that is there stays as it is, and the site gets further page tests, which expect what the program gives with your rules.

    Args:
        domain: the site's registered domain.
        pages: pages of the site; at least one.
        home: the folder of rules, be it there or not.
        today: the day of the review.

    Raises:
        InputError: the domain is none, a page is of another site or no page, or a page test of that name is there already.
        RuleErrors: a rule file that a page needs is wrong.
    """
    _check_domain(domain)
    folder = _home(Path(home))
    place = folder / "sites" / f"{domain}.yaml"
    begun = place.exists()
    # A further page of a site is seen with the rules that are there: what is wrong then is what they lack.
    book = load_rules(folder) if begun and not is_shipped(folder) else load_rules()
    given = list(islice(pages, MOST_PAGES + 1))
    if not 0 < len(given) <= MOST_PAGES:
        raise InputError(f"a site begins with 1 to {MOST_PAGES} pages, each of which somebody corrects; choose a few that differ.")
    seen = list(_named(_see(page, domain, book) for page in given))
    fixtures = fixtures_of(folder) / domain
    for one in seen:
        if (fixtures / one.case).exists():
            raise InputError(f"{fixtures / one.case}: this page test is there already and is not overwritten; rename the page.")
    head = () if begun else tuple(_site_files(domain, seen, place, today))
    cases = tuple(file for one in seen for file in _case_files(fixtures / one.case, one))
    return Scaffold((*head, *cases), place, tuple(fixtures / one.case for one in seen), tuple(_notes(domain, seen, place, book)))


def _check_domain(domain: str) -> None:
    check = value_check(RuleFile, "site", simple=False)
    for mistake in check(domain) if check else ():
        raise InputError(f"{mistake}.")


def _home(home: Path) -> Path:
    if home.exists() and not home.is_dir():
        raise InputError(f"{home}: is no folder; rules are kept in one.")
    if is_shipped(home) and not fixtures_of(home).is_dir():
        raise InputError(f"{home}: is the installed rulebook, which the next update replaces; name a folder of your own.")
    return home


def _see(page: GivenPage, domain: str, book: Rulebook) -> _Seen:
    url = page.url
    if url and (other := registered_domain(host_of(url))) != domain:
        raise InputError(f"{page.name}: is a page of {other or repr(url)}, not of {domain}.")
    try:
        if not url:
            url = _own_address(page, domain, book)
        cleaned, article = clean_page(page.data, book, Options(url, page.kind, page.fetched_at))
    except PageError as error:
        raise InputError(f"{page.name}: {error.stage}: {error.message}.") from error
    names = tuple(m.content.strip() for m in cleaned.page.structured.metas if m.name == "og:site_name" and m.content.strip())
    return _Seen(page, actual(cleaned, article), cleaned.page.kind, url, names, case_name(page.name, page.url))


def _own_address(page: GivenPage, domain: str, book: Rulebook) -> str:
    """Return the address by which a page calls itself when that is one of the site, else that of the site's front page."""
    front = f"https://{domain}/"
    canonical = clean_page(page.data, book, Options(front, page.kind, page.fetched_at))[1].canonical_url or ""
    return canonical if registered_domain(host_of(canonical)) == domain else front


def _known(seen: _Seen) -> bool:
    """Tell whether the page's address is known, rather than the site's front page standing in."""
    return bool(seen.page.url) or seen.url.count("/") > 3 or not seen.url.endswith("/")


def _named(seen: Iterable[_Seen]) -> Iterator[_Seen]:
    """Yield the pages, those of one name numbered."""
    taken: set[str] = set()
    for one in seen:
        numbered = (f"{one.case}-{number}" for number in count(2))
        name = one.case if one.case not in taken else next(name for name in numbered if name not in taken)
        taken.add(name)
        yield one._replace(case=name)


def _site_files(domain: str, seen: Iterable[_Seen], place: Path, today: datetime.date) -> Iterator[NewFile]:
    pages = list(seen)
    languages = Counter(one.found.record["language"] for one in pages if one.found.record["language"])
    names = dict.fromkeys(name for one in pages for name in one.names)
    named, schema = schema_of(place)
    facts = SiteFacts(
        domain, [code for code, _ in languages.most_common()], list(names), [one.case for one in pages], today,
        named,
    )
    yield NewFile(place, site_file(facts).encode())
    if schema:
        yield NewFile(schema, schema_text().encode())


def _case_files(folder: Path, seen: _Seen) -> Iterator[NewFile]:
    page = seen.page
    data = page.data if isinstance(page.data, bytes) else page.data.encode("utf-8", "replace")
    yield NewFile(folder / ("page.txt" if seen.kind == "text" else "page.html"), data)
    meta = "" if _known(seen) else "# Nobody said what the page's address is: write it here if you know it.\n"
    meta += f"url: {flow(seen.url)}\n"
    if page.kind != "auto":
        meta += f"kind: {page.kind}\n"
    if page.fetched_at:
        meta += f"fetched_at: {flow(page.fetched_at.isoformat())}\n"
    yield NewFile(folder / META, meta.encode())
    record = {**seen.found.record, "body": seen.found.paragraphs}
    keys = (*_ALWAYS, *(key for key in _IF_THERE if record[key]), "body")
    yield NewFile(folder / EXPECTED, (_HEAD + expectation(record, keys)).encode())


def _notes(domain: str, seen: Iterable[_Seen], place: Path, book: Rulebook) -> Iterator[str]:
    if place.exists():
        cases = ", ".join(f"{{page: {one.case}}}" for one in seen)
        yield f"{place} is there already and stays as it is; its fixtures: may now also list {cases}"
    elif book.site_files(domain):
        yield f"the shipped rulebook has rules for {domain}; yours act beside them and win where they differ"
    for one in seen:
        if not _known(one):
            yield f"{one.page.name}: nobody said what its address is; correct url: in its {META} if you know it"
        if not one.found.paragraphs:
            yield f"{one.page.name}: no article was found on it; write its body into {EXPECTED} yourself"
