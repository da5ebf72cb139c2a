"""Importing FiveFilters' site configs: the files of a rulebook of one's own, and a report on every line."""

from __future__ import annotations

import dataclasses
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.errors import InputError
from cleaner.rules.book import Rulebook
from cleaner.rules.load import load_rules
from cleaner.upkeep.editors import schema_text
from cleaner.upkeep.ftr.building import build_rules
from cleaner.upkeep.ftr.conversion import Converter
from cleaner.upkeep.ftr.drafts import Draft
from cleaner.upkeep.ftr.families import find_families
from cleaner.upkeep.ftr.outcomes import STATES, FileReport
from cleaner.upkeep.ftr.siteyaml import family_yaml, site_yaml

#: The report that is written beside the rules; its name ends as no rule file's does.
REPORT = "import-report.json"
SCHEMA = "rules.schema.json"
VERDICTS = ("whole", "whole but fetch", "fetch alone", "partly", "not at all")
#: A config larger than this is none.
_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Import:
    """What came of configs; nothing is written yet.

    Attributes:
        reports: one a config, in the order given.
        files: path below the folder → text: site files, families, the schema for editors.
    """

    reports: tuple[FileReport, ...]
    files: dict[str, str]

    def summary(self) -> dict[str, Any]:
        """Return counts of configs by verdict, of their lines by state, of files and families."""
        verdicts = Counter(r.verdict for r in self.reports)
        lines = Counter(o.state for r in self.reports for o in r.outcomes)
        return {
            "configs": len(self.reports), "verdicts": {v: verdicts[v] for v in VERDICTS}, "lines": {s: lines[s] for s in STATES},
            "sites": sum(name.startswith("sites/") for name in self.files),
            "families": sum(name.startswith("families/") for name in self.files),
            "in_families": sum(bool(r.family) and not r.left_out for r in self.reports),
            "left_out": sum(r.left_out for r in self.reports),
        }

    def to_dict(self) -> dict[str, Any]:
        """Return summary and reports as plain values."""
        return {"summary": self.summary(), "configs": [r.to_dict() for r in self.reports]}

    def write(self, folder: str | os.PathLike[str]) -> None:
        """Make the files below ``folder``, and the report beside them.

        Raises:
            InputError: a file is there already (none is overwritten), or cannot be written; nothing is written where one is there.
        """
        root = Path(folder)
        texts = {**self.files, REPORT: json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"}
        for name in texts:
            if (root / name).exists():
                raise InputError(f"{root / name}: is there already and is not overwritten; import into an empty folder.")
        try:
            for name, text in texts.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
        except OSError as error:
            raise InputError(f"{error.filename}: cannot be written: {error.strerror}.") from error


def import_ftr(
    paths: Iterable[str | os.PathLike[str]], *, substrings: bool = False, everything: bool = False, book: Rulebook | None = None,
) -> Import:
    """Return the rule files that FiveFilters' site configs stand for.

    Args:
        paths: config files, or folders of them (``*.txt``, also ``.example.com.txt``).
        substrings: read ``strip_id_or_class`` as parts of names, as FiveFilters does; False: as whole names, as Graby does.
        everything: take all that a ``body`` selector holds for the body; False: what the finder takes of it.
        book: the rulebook whose generic rules tell roles; None for the shipped one.

    Raises:
        InputError: a path is not there or cannot be read.
    """
    converter = Converter(book or load_rules(sites=False), substrings=substrings, everything=everything)
    drafts: list[Draft] = []
    reports: list[FileReport] = []
    for path in _configs(paths):
        draft, report = converter.convert(path.name, _text(path))
        reports.append(report)
        drafts += [draft] if draft else []
    return _assembled(drafts, reports)


def _configs(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    for given in map(Path, paths):
        if given.is_dir():
            found = sorted(p for p in given.iterdir() if p.name.endswith(".txt") and p.is_file())
            if not found:
                raise InputError(f"{given}: there are no configs (*.txt) in this folder.")
            yield from found
        elif given.exists():
            yield given
        else:
            raise InputError(f"{given}: there is no such file or folder.")


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
    if len(data) > _MOST_BYTES:
        raise InputError(f"{path}: is larger than {_MOST_BYTES} bytes; a site config is a short text.")
    return data.decode("utf-8", "replace")


def _assembled(drafts: list[Draft], reports: list[FileReport]) -> Import:
    placed, notes = _placed(drafts)
    families, sites = find_families(placed)
    files: dict[str, str] = {}
    for family in families:
        rules = build_rules(family.parts, "local/families")
        files[f"families/{family.name}.yaml"] = family_yaml(family, rules, f"../{SCHEMA}")
    by_source: dict[str, Draft] = {}
    for draft in sites:
        by_source[draft.source] = draft
        files[f"sites/{draft.home.stem}.yaml"] = site_yaml(draft, build_rules(draft.parts, "local/sites"), f"../{SCHEMA}")
    files[SCHEMA] = schema_text()
    return Import(tuple(_told(r, by_source.get(r.source), notes) for r in reports), files)


def _told(report: FileReport, draft: Draft | None, notes: dict[str, str]) -> FileReport:
    note = notes.get(report.source, report.note)
    if draft is None:
        return dataclasses.replace(report, target="", note=note)
    return dataclasses.replace(report, target=f"sites/{draft.home.stem}.yaml", family=draft.extends, note=note)


def _placed(drafts: Iterable[Draft]) -> tuple[list[Draft], dict[str, str]]:
    """Return the drafts, no two in one place, and what is to be said of those that are moved or left out.

    Where ``example.com.txt`` and ``.example.com.txt`` are both there, the first is for that host alone: its file gets the name
    ``www.example.com.yaml``, which comes before the site's.
    """
    drafts = list(drafts)
    wide = {d.home.stem for d in drafts if not d.home.hosts}
    taken: set[str] = set()
    placed: list[Draft] = []
    notes: dict[str, str] = {}
    for draft in drafts:
        if draft.home.hosts and draft.home.stem in wide:
            draft = dataclasses.replace(draft, home=draft.home._replace(stem=f"www.{draft.home.stem}"))
            notes[draft.source] = "its file is for that host alone; another config is for all hosts below it"
        if draft.home.stem in taken:
            notes[draft.source] = "another config is for the same host"
            continue
        taken.add(draft.home.stem)
        placed.append(draft)
    return placed, notes
