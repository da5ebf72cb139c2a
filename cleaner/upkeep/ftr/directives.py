"""The lines of a FiveFilters site config: ``name: value``, ``name(argument): value``, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.rules.spelling import near

_LINE = re.compile(r"(?P<name>[A-Za-z][A-Za-z_]*)\s*(?P<bracket>\()?")

#: Directives that this importer knows; those with ``()`` take an argument in brackets.
KNOWN = frozenset({
    "body", "title", "author", "date", "strip", "strip_id_or_class", "strip_image_src", "strip_attr", "strip_comments", "prune", "tidy",
    "find_string", "replace_string", "replace_string()", "single_page_link", "single_page_link_in_feed", "next_page_link",
    "autodetect_next_page", "autodetect_on_failure", "test_url", "test_contains", "http_header()", "if_page_contains", "requires_login",
    "not_logged_in_xpath", "login_uri", "login_username_field", "login_password_field", "login_extra_fields", "wrap_in()", "move_into()",
    "dissolve", "footnotes", "parser", "skip_json_ld", "skip_id_or_class", "native_ad_clue", "insert_detected_image",
    "convert_double_br_tags", "src_lazy_load_attr", "https", "post_strip_attr", "test",
})


class Directive(NamedTuple):
    """A line of a config.

    Attributes:
        name: what it says to do, with ``()`` where it has an argument: ``body``, ``replace_string()``; "" when the line is no directive.
        value: what stands behind the colon.
        line: its number in the file, from 1.
        argument: what stands in the brackets.
        before: for ``replace_string``: the text that is looked for.
        odd: what is wrong with the line, "" when nothing is.
    """

    name: str
    value: str
    line: int
    argument: str = ""
    before: str = ""
    odd: str = ""

    @property
    def shown(self) -> str:
        """The directive as its file writes it, near enough."""
        if not self.name:
            return self.value
        return f"{self.name[:-1]}{self.argument}): {self.value}" if self.name.endswith("()") else f"{self.name}: {self.value}"


def read_directives(text: str) -> list[Directive]:
    """Return the directives of a config in order; what is none is told too, in ``odd``.

    ``find_string`` and ``replace_string`` are paired in order, as FiveFilters pairs them, and given as one ``replace_string()``.
    """
    read = [found for number, line in enumerate(text.splitlines(), 1) for found in _read(line.strip().lstrip("\ufeff"), number)]
    return sorted([*_without_pairs(read), *_pairs(read)], key=lambda d: d.line)


def _read(line: str, number: int) -> Iterator[Directive]:
    if not line or line.startswith("#"):
        return
    found = _LINE.match(line)
    name, argument, rest = (found["name"].lower(), "", line[found.end():]) if found else ("", "", line)
    if found and found["bracket"]:
        name += "()"
        argument, closed, rest = _split_argument(rest)
        if not closed:
            name = ""
    if not name or not rest.lstrip().startswith(":"):
        yield Directive("", line, number, odd="the line is no directive: it has no 'name: value'")
        return
    value = rest.lstrip()[1:].strip()
    if name not in KNOWN:
        yield Directive(name, value, number, argument, odd=f"there is no directive {name!r}{near(name, KNOWN)}")
    else:
        yield Directive(name, value, number, argument)


def _split_argument(rest: str) -> tuple[str, bool, str]:
    """Return the argument in brackets, whether they are closed, and what follows; the argument may hold brackets itself."""
    end = rest.find("):")
    if end < 0:
        end = rest.find(") :")
    return (rest[:end], True, rest[end + 1:]) if end >= 0 else (rest, False, "")


def _without_pairs(read: list[Directive]) -> Iterator[Directive]:
    for directive in read:
        if directive.name == "replace_string()":
            yield directive._replace(before=directive.argument)
        elif directive.name not in ("find_string", "replace_string"):
            yield directive


def _pairs(read: list[Directive]) -> Iterator[Directive]:
    looked = [d for d in read if d.name == "find_string"]
    put = [d for d in read if d.name == "replace_string"]
    if len(looked) != len(put):
        # FiveFilters then replaces nothing at all.
        message = f"{len(looked)} find_string and {len(put)} replace_string cannot be paired, so none of them acts"
        yield from (d._replace(odd=message) for d in (*looked, *put))
        return
    for one, other in zip(looked, put, strict=True):
        yield Directive("replace_string()", other.value, one.line, one.value, one.value)
