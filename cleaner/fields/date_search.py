"""The one place that uses htmldate: the last resort for pages that name their date nowhere else."""

from __future__ import annotations

from datetime import datetime, timedelta


def search_date(html: str, url: str = "", fetched: datetime | None = None) -> str | None:
    """Return the publication date (``2017-12-08``) that htmldate finds in a page, or None.

    Only what stands in markup is taken, no guess from the text.

    Args:
        html: the page.
        url: the page's address or "".
        fetched: when it was fetched; later dates are refused.
    """
    from htmldate import find_date

    latest = fetched + timedelta(days=1) if fetched else datetime(2100, 1, 1)
    found: str | None = find_date(
        html, extensive_search=False, original_date=True, url=url or None, min_date="1990-01-01",
        max_date=latest.strftime("%Y-%m-%d"),
    )
    return found
