"""Write the two schema files: ``cleaner/record.schema.json`` and ``schema/rules.schema.json``.

    python scripts/write_schema.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cleaner.article import Article
from cleaner.upkeep.editors import schema_text

ROOT = Path(__file__).parent.parent


def schemas() -> dict[Path, str]:
    """Return the text of each schema file, by its path."""
    return {
        ROOT / "cleaner" / "record.schema.json": _text(Article.model_json_schema()),
        ROOT / "schema" / "rules.schema.json": schema_text(),
    }


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for path, text in schemas().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
