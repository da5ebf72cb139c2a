"""What became of a config: of each of its lines, and as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cleaner.upkeep.ftr.directives import Directive

#: What may become of a line.
STATES = ("mapped", "loosely", "fetch", "unneeded", "unmapped", "typo")

#: Directives that say how to fetch, and why they are left out.
_FETCH = "it says how to fetch a page; clean-news is given pages"
_MARKUP = "it shapes FiveFilters' output of HTML, which a record does not hold"
FIXED: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        (
            "http_header()", "single_page_link", "single_page_link_in_feed", "next_page_link", "autodetect_next_page", "if_page_contains",
            "requires_login", "not_logged_in_xpath", "login_uri", "login_username_field", "login_password_field", "login_extra_fields",
            "https",
        ),
        ("fetch", _FETCH),
    ),
    "test_url": ("unneeded", "it names a page on the web; kept as a comment, since tests here hold their page"),
    "test_contains": ("unneeded", "it goes with a page on the web, which no test here fetches"),
    "test": ("unneeded", "it goes with a page on the web, which no test here fetches"),
    "tidy": ("unneeded", "it chooses how FiveFilters mends HTML; the parser here mends all"),
    "parser": ("unneeded", "it chooses FiveFilters' parser"),
    "prune": ("unneeded", "it steers FiveFilters' own cleaning of the body; here each rule says what goes"),
    "strip_comments": ("unneeded", "comments of HTML are never read"),
    "strip_image_src": ("unneeded", "pictures are no part of a record's body"),
    "insert_detected_image": ("unneeded", "pictures are no part of a record's body"),
    "src_lazy_load_attr": ("unneeded", "pictures are no part of a record's body"),
    "strip_attr": ("unneeded", "attributes are no part of a record's body"),
    "post_strip_attr": ("unneeded", "attributes are no part of a record's body"),
    "convert_double_br_tags": ("unneeded", "a line break always ends a block"),
    "wrap_in()": ("unneeded", _MARKUP),
    "dissolve": ("unneeded", _MARKUP),
    "skip_json_ld": ("unneeded", "a site file's sources always stand before a page's structured data"),
    "autodetect_on_failure": ("unmapped", "where no selector matches the finder always steps in"),
    "autodetect_on_failure: yes": ("unneeded", "where no selector matches the finder always steps in"),
    "footnotes": ("unmapped", "the engine knows no footnotes"),
    "footnotes: no": ("unneeded", "the engine does nothing to footnotes"),
    "move_into()": ("unmapped", "rules do not move text"),
    "skip_id_or_class": ("unmapped", "the finder takes no advice from site files; 'keep: true' protects blocks"),
    "native_ad_clue": ("unmapped", "a record does not say that an article is an advertisement"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line.

    Attributes:
        directive: the line.
        state: ``mapped``; ``loosely``, with a difference that ``reason`` names; ``fetch`` (about fetching) and ``unneeded`` (nothing
            that a record holds depends on it), both left out; ``unmapped``, ``typo``.
        reason: why, "" for what is mapped.
    """

    directive: Directive
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of a config.

    Attributes:
        source: the config's name.
        target: the site file made of it, relative to the folder; "" when none was made.
        family: the family that it extends, "" for none.
        outcomes: one a line.
        note: why no file was made, or what happened to it.
        left_out: whether a file was made, but left out because pages are better without it.
    """

    source: str
    target: str = ""
    family: str = ""
    outcomes: tuple[Outcome, ...] = ()
    note: str = ""
    left_out: bool = False

    @property
    def verdict(self) -> str:
        """What became of it as a whole.

        ``whole``; ``whole but fetch`` where only lines about fetching are left out; ``fetch alone`` where it has no other lines and no
        file is made; ``partly``; ``not at all`` where a line of it could have been used, and none was.
        """
        states = {o.state for o in self.outcomes}
        if not self.target:
            return "fetch alone" if states <= {"fetch", "unneeded"} and not self.note else "not at all"
        if states & {"loosely", "unmapped", "typo"}:
            return "partly"
        return "whole but fetch" if "fetch" in states else "whole"

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain values; every line that is not simply mapped is listed with its reason."""
        return {
            "source": self.source, "target": self.target, "family": self.family, "verdict": self.verdict,
            "note": self.note, "left_out": self.left_out,
            "counts": {s: n for s in STATES if (n := sum(o.state == s for o in self.outcomes))},
            "left": [
                {"line": o.directive.line, "directive": o.directive.shown, "state": o.state, "reason": o.reason}
                for o in self.outcomes if o.state != "mapped" or o.reason
            ],
        }
