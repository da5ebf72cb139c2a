"""A rule file with where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.rules.model import Content, Rule, RuleFile


@dataclass(frozen=True, eq=False)
class LoadedFile:
    """A rule file with where it stands.

    Attributes:
        file: what it says.
        folder: ``generic``, ``languages``, ``families``, ``sites``; the user's own begin with ``local/``.
        stem: the file's name without ending.
        digest: SHA-256 of its bytes, hexadecimal.
    """

    file: RuleFile
    folder: str
    stem: str
    digest: str

    @property
    def layer(self) -> str:
        """The layer that decides precedence: the user's own files stand above all."""
        return "local" if self.folder.startswith("local") else self.file.layer

    @property
    def content(self) -> Content | None:
        """What the file says of where the body stands, None when that is nothing or only proposed."""
        content = self.file.content
        return content if content and content.status != "proposed" else None

    def full_id(self, rule: Rule) -> str:
        """Return the id by which other files and records name a rule of this file."""
        return f"{self.folder}/{self.stem}/{rule.id}"
