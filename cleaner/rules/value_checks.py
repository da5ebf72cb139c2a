"""What single texts of a rule file must be beyond texts. The reader asks, so that each mistake has its line and column.

A check takes the text and yields what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from cleaner.rules.literals import PatternError, is_plain, pieces, plain_form, to_re2
from cleaner.rules.model import Content, Disable, Fingerprint, Lint, Override, Rule, RuleFile, Source, Step, Where
from cleaner.rules.patterns import compile_set, compile_start
from cleaner.rules.ranges import parse_range
from cleaner.rules.selectors import parse_selector
from cleaner.rules.spelling import near
from cleaner.values import ROLES

#: Fields of the record that a rule file may say how to read.
FIELDS = ("title", "kicker", "lead", "authors", "published", "modified", "section")

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANG = re.compile(r"[a-z]{2,3}")
_TAG = re.compile(r"[a-z][a-z0-9-]*")
_HOST = re.compile(r"-?(?:[^\W_](?:[\w-]*[^\W_])?\.)*[^\W_](?:[\w-]*[^\W_])?")


def _said(check: Callable[[str], object], text: str) -> Iterator[str]:
    """Yield the message of the ValueError that ``check`` raises."""
    try:
        check(text)
    except ValueError as error:
        yield str(error)


def _words(text: str) -> Iterator[str]:
    if not text.strip():
        yield "this says nothing; write a sentence"


def _id(text: str) -> Iterator[str]:
    if not _ID.fullmatch(text):
        yield f"the id {text!r} is not in lower case with single hyphens, such as 'vote-widget'"


def _role(text: str) -> Iterator[str]:
    if text not in ROLES:
        yield f"{text!r} is no role{near(text, ROLES) or '; roles are ' + ', '.join(sorted(ROLES))}"


def _lang(text: str) -> Iterator[str]:
    if not _LANG.fullmatch(text):
        yield f"{text!r} is no language; write its code of two or three letters, such as en or de, without a country"


def _tag(text: str) -> Iterator[str]:
    if not _TAG.fullmatch(text):
        yield f"{text!r} is no tag; write its name, such as li"


def _range(text: str) -> Iterator[str]:
    yield from _said(parse_range, text)


def _times(text: str) -> Iterator[str]:
    yield from _said(parse_range, text)
    if "." in text.replace("..", ""):
        yield f"{text!r}: a step stands there a whole number of times"


def _literal(text: str) -> Iterator[str]:
    if not is_plain(text):
        yield from _said(to_re2, text)
    elif not plain_form(text):
        yield f"the literal {text!r} is empty once decoration is taken off"


def _with_hole(text: str) -> Iterator[str]:
    try:
        found = pieces(text)
    except PatternError as error:
        yield str(error)
        return
    if not any(kind == "hole" and "|" not in value for kind, value in found):
        yield f"{text!r} has no hole to take the value, such as {{name}} or {{words}}"


def _pattern(text: str) -> Iterator[str]:
    try:
        made = compile_set([text])
    except PatternError as error:
        yield str(error)
        return
    if made and made.match(""):
        yield f"{text!r} matches an empty text"


def _start(text: str) -> Iterator[str]:
    mistakes = [*_pattern(text)]
    if not mistakes and not compile_start(text).groups:
        mistakes.append(f"{text!r} has no group; put what it looks for in round brackets")
    yield from mistakes


def _simple(text: str) -> Iterator[str]:
    yield from _said(parse_selector, text)


def _css(text: str) -> Iterator[str]:
    if ":contains(" in text.replace(" ", "").lower():
        yield f"':contains()' in {text!r} looks for words in an element: use a rule of lines"
        return
    from cleaner.dom.parse import compile_css

    yield from _said(compile_css, text)


def _field(text: str) -> Iterator[str]:
    if text not in FIELDS:
        yield f"{text!r} is no field that a rule file reads{near(text, FIELDS) or '; fields are ' + ', '.join(FIELDS)}"


def _host(text: str) -> Iterator[str]:
    if not _HOST.fullmatch(text) or text != text.lower():
        yield f"{text!r} is no host; write it in lower case without https:// and path, such as news.example.com"


def _domain(text: str) -> Iterator[str]:
    from cleaner.domains import registered_domain

    mistakes = [*_host(text)]
    if not mistakes:
        registered = registered_domain(text) if "." in text or text == "localhost" else ""
        if not registered:
            mistakes.append(f"{text!r} is a public suffix, below which many sites stand; name one of them")
        elif registered != text:
            mistakes.append(f"{text!r} is a host of the site {registered!r}; name the site, and the host under 'hosts'")
    yield from mistakes


def _zone(text: str) -> Iterator[str]:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        yield f"{text!r} is no time zone{near(text, zoneinfo.available_timezones()) or '; write a name such as Europe/London'}"


def _family(text: str) -> Iterator[str]:
    folder, _, name = text.partition("/")
    if folder != "families" or not name or "/" in name:
        yield f"{text!r} is no family; write it as families/wordpress"


def _rule_id(text: str) -> Iterator[str]:
    if text.count("/") < 2:
        yield f"{text!r} is no full id of a rule; it has folder, file and rule, such as generic/votes/vote-widget"


def _token(text: str) -> Iterator[str]:
    if text[:1] not in (".", "#") or len(text) < 2:
        yield f"{text!r} is no token; write .class or #id"


#: Checks of texts: dataclass and attribute → what its texts must be.
_VALUES: Mapping[tuple[type, str], Callable[[str], Iterator[str]]] = {
    (Rule, "id"): _id, (Rule, "role"): _role, (Rule, "why"): _words,
    (Rule, "lines"): _literal, (Rule, "re"): _pattern, (Step, "any_of"): _literal, (Step, "anchor"): _literal, (Step, "times"): _times,
    (Where, "tag"): _tag, (Where, "inside"): _simple, (Where, "words"): _range, (Where, "links"): _range,
    (Source, "css"): _css, (Source, "line"): _with_hole, (Content, "select"): _css,
    (Disable, "rule"): _rule_id, (Disable, "reason"): _words, (Override, "rule"): _rule_id, (Override, "reason"): _words,
    (Lint, "reason"): _words,
    (RuleFile, "site"): _domain, (RuleFile, "hosts"): _host, (RuleFile, "lang"): _lang, (RuleFile, "timezone"): _zone,
    (RuleFile, "extends"): _family, (RuleFile, "fields"): _field,
    (RuleFile, "credits"): _with_hole, (RuleFile, "datelines"): _start,
    (Fingerprint, "token"): _token, (Fingerprint, "domains"): _domain,
}


def value_check(cls: type, attribute: str, *, simple: bool) -> Callable[[str], Iterator[str]] | None:
    """Return the check of an attribute's texts (of a mapping's keys), None when any will do.

    Args:
        simple: True in layers whose selectors are simple ones.
    """
    if (cls, attribute) == (Rule, "select"):
        return _simple if simple else _css
    return _VALUES.get((cls, attribute))
