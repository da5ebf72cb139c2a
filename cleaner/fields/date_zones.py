"""Offsets of time zones, from the time zone database (zoneinfo).

Abbreviations are honoured where only one offset can be meant. ``CST`` (Chicago, Shanghai, Havana), ``IST`` (India,
Israel, Ireland), ``MST`` (Denver, Phoenix), ``AST``, ``GST`` and the like are not in the table. Those of regions with
summer time follow the date: pages print ``EST`` the whole year and mean the time in New York.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

#: Zone of the time zone database -> abbreviations that stand for its local time.
_ZONES = {
    "UTC": "Z UTC UT GMT",
    "Europe/Lisbon": "WET WEST",
    "Europe/London": "BST",
    "Europe/Berlin": "CET CEST MEZ MESZ HNEC",
    "Europe/Athens": "EET EEST",
    "Europe/Moscow": "MSK МСК",
    "Europe/Istanbul": "TRT",
    "Africa/Johannesburg": "SAST",
    "Africa/Lagos": "WAT",
    "Africa/Nairobi": "EAT",
    "Asia/Karachi": "PKT",
    "Asia/Jakarta": "WIB",
    "Asia/Hong_Kong": "HKT",
    "Asia/Singapore": "SGT",
    "Asia/Kuala_Lumpur": "MYT",
    "Asia/Manila": "PHT",
    "Asia/Tokyo": "JST",
    "Asia/Seoul": "KST",
    "Australia/Sydney": "AEST AEDT AET",
    "Australia/Perth": "AWST",
    "Pacific/Auckland": "NZST NZDT NZT",
    "America/New_York": "ET EST EDT",
    "America/Chicago": "CDT",
    "America/Denver": "MT MDT",
    "America/Los_Angeles": "PT PST PDT",
    "America/Anchorage": "AKST AKDT AKT",
    "Pacific/Honolulu": "HST",
    "America/Halifax": "ADT",
    "America/St_Johns": "NDT",
    "America/Sao_Paulo": "BRT",
}
_BY_NAME = {name: zone for zone, names in _ZONES.items() for name in names.split()}

#: Offsets from UTC that local times have, in minutes: whole hours, and the half and quarter hours of some lands.
OFFSETS = frozenset(range(-12 * 60, 14 * 60 + 1, 60)) | frozenset(
    {-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765}
)


def offset_of(zone: str, local: datetime) -> int | None:
    """Return the minutes east of UTC of a zone at a local time.

    Args:
        zone: an abbreviation of the table or an IANA name; anything else gives None.
        local: a naive local time.
    """
    info = _zone(_BY_NAME.get(zone, zone if "/" in zone else ""))
    offset = info.utcoffset(local) if info else None
    return None if offset is None else int(offset.total_seconds() // 60)


def country_offset(tag: str, utc: datetime) -> int | None:
    """Return the minutes east of UTC of a language's country, None where it has several local times or none is known.

    Args:
        tag: a language, also with its region (``it``, ``en-GB``); without one the country in which most speak it.
        utc: an aware time.
    """
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    try:
        country = Locale.parse(tag, sep="-").territory or get_global("likely_subtags").get(tag, "").rpartition("_")[2]
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    zones = [zone for name in get_global("territory_zones").get(country, ()) if (zone := _zone(name))]
    offsets = {offset for zone in zones if (offset := utc.astimezone(zone).utcoffset()) is not None}
    return int(offsets.pop().total_seconds() // 60) if len(offsets) == 1 else None


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
