"""What the page's metadata say of its text: titles, description, the body in JSON-LD, authors."""

from __future__ import annotations

from cleaner.text.fold import fold
from cleaner.values import Block, Page

SAID_NAMES = ("is_title", "in_description", "is_description", "in_ld_body", "has_author")


class Said:
    """What the page's metadata say of its text: titles, description, the body in JSON-LD, authors."""

    def __init__(self, page: Page) -> None:
        metas = {m.name: m.content for m in reversed(page.structured.metas)}
        articles = [o for o in page.structured.ld if isinstance(o.get("articleBody"), str) or o.get("headline")]
        headlines = [str(o.get("headline", "")) for o in articles[:3]]
        self.titles = {fold(t) for t in (*headlines, metas.get("og:title", ""), page.structured.title) if t}
        described = [metas.get("description", ""), metas.get("og:description", ""), *(str(o.get("description", "")) for o in articles[:2])]
        folded = [fold(d) for d in described if len(d) > 20]
        #: Each description with its beginning, which a text that goes on after it begins with.
        self.descriptions = [(d, d[:60].rstrip(". ")) for d in folded]
        self.longest_title = max(map(len, self.titles), default=0)
        body = max((str(o.get("articleBody") or "") for o in articles), key=len, default="")
        self.body = "".join(fold(body).split()) if len(body) > 300 else ""
        self.authors = [fold(a) for a in (metas.get("author", ""),) if 4 < len(a) < 60]

    def of(self, block: Block) -> list[float]:
        """Return the figures of the group :data:`SAID_NAMES`."""
        text = block.folded
        is_title = len(text) <= self.longest_title and (
            text in self.titles or (block.words >= 4 and any(t.startswith(text) for t in self.titles))
        )
        in_description = is_description = 0.0
        if block.words >= 5:
            for described, start in self.descriptions:
                if text.startswith(start) or text in described:
                    in_description = 1.0
                if in_description:
                    short, long = sorted((len(text), len(described)))
                    is_description = max(is_description, short / long)
        in_body = -1.0
        if self.body:
            in_body = float("".join(text.split()) in self.body)
        has_author = block.words < 30 and any(a in text for a in self.authors)
        return [float(is_title), in_description, is_description, in_body, float(has_author)]
