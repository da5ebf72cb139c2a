"""What language and generic files say of words: bylines, dates, agencies. Part of the schema: see :mod:`cleaner.rules.model`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was written: file as given, 1-based line and column."""

    path: str = ""
    line: int = 0
    column: int = 0


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Byline:
    """Words of bylines in a language; all are matched case-folded, whole words."""

    by: tuple[str, ...] = ()
    """What introduces a byline: ``by``, ``written by``, ``von``, ``par`` …"""
    joins: tuple[str, ...] = ()
    """What joins two persons: ``and``, ``und``, ``et``, ``y`` …"""
    places: tuple[str, ...] = ()
    """What introduces a place: ``in``, ``à`` …"""
    roles: tuple[str, ...] = ()
    """Job titles: ``staff writer``, ``health correspondent``, ``reporter``, ``Redakteurin`` …; the last word decides."""
    staff: tuple[str, ...] = ()
    """Whole values that name the desk, no person: ``staff``, ``newsroom``, ``Redaktion`` …"""
    contributors: tuple[str, ...] = ()
    """What introduces persons who only helped: ``with files from``, ``additional reporting by`` …"""
    follow: tuple[str, ...] = ()
    """Interface words around a byline, of which no name is made: ``follow``, ``see all articles``, ``search``, ``next article`` …"""
    organizations: tuple[str, ...] = ()
    """Last or first words of organisations' names, which after a person are no second person: ``times``, ``university`` …; of scripts
    without blanks how they end: ``日報`` …"""


@dataclass(frozen=True, slots=True)
class Dates:
    """Words around dates in a language."""

    published: tuple[str, ...] = ()
    """Labels of the publication date: ``published``, ``posted on``, ``veröffentlicht am`` …"""
    modified: tuple[str, ...] = ()
    """Labels of the last change: ``updated``, ``last updated at``, ``Stand`` …"""
    order: Literal["DMY", "MDY", "YMD", ""] = ""
    """Order of day, month and year in figures."""


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: its usual name and the other ways to write it."""

    name: str
    also: tuple[str, ...] = ()
    origin: Origin = NOWHERE
