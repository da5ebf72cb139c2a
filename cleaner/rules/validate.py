"""What a rule file must keep to as a whole: its layer fits its folder, its name its site, its keys its layer."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.errors import RuleError
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.scalars import Reading

_LAYERS = {"generic": "generic", "languages": "language", "families": "family", "sites": "site"}
#: Keys that only some layers have a use for; the user's own layer stands in any folder and is what the folder says.
_ONLY = {
    **dict.fromkeys(("site", "hosts", "timezone", "date_order", "extends", "generic", "fixtures", "names"), "site"),
    **dict.fromkeys(("words", "byline", "dates", "credits", "datelines"), "language"),
    "fingerprint": "family",
    "agencies": "generic",
}


def validate(loaded: LoadedFile, reading: Reading) -> None:
    """Add to ``reading`` the mistakes of a file that its single values do not show."""
    origin = loaded.file.origin
    for key, message in _file_mistakes(loaded, reading):
        node = reading.keys.get(key)
        place = (node.line, node.column) if node else (origin.line, origin.column)
        reading.errors.append(RuleError(message, reading.path, *place))
    seen: dict[str, int] = {}
    for rule in loaded.file.rules:
        if rule.id in seen:
            message = f"the id {rule.id!r} stands twice in this file; the first is in line {seen[rule.id]}"
            reading.errors.append(RuleError(message, reading.path, rule.origin.line, rule.origin.column, loaded.full_id(rule)))
        seen.setdefault(rule.id, rule.origin.line)


def _file_mistakes(loaded: LoadedFile, reading: Reading) -> Iterator[tuple[str, str]]:
    file, folder = loaded.file, loaded.folder.removeprefix("local").removeprefix("/")
    expected = _LAYERS.get(folder)
    if file.layer == "local" and not loaded.folder.startswith("local"):
        yield "layer", f"the layer local is for rules outside the rulebook; files in {folder}/ have 'layer: {expected}'"
        return
    if expected and file.layer not in (expected, "local"):
        yield "layer", f"files in {folder}/ have 'layer: {expected}', not {file.layer}"
        return
    layer = expected or file.layer
    for key in reading.keys:
        home = _ONLY.get(key, layer)
        if home != layer and not (layer == "local" and home in ("site", "generic")):
            yield key, f"{key!r} belongs to files of the layer {home}, and does nothing here"
    if layer == "site" and "site" not in reading.keys:
        yield "layer", "a site file names its 'site'"
    elif layer == "local" and "hosts" in reading.keys and "site" not in reading.keys:
        yield "hosts", "'hosts' are hosts of a 'site', which is missing"
    if folder == "sites" and file.site and loaded.stem != file.site and not loaded.stem.endswith(f".{file.site}"):
        yield "site", f"the file must have the name of its site, {file.site}.yaml, or of a host of it"
    if layer == "language" and "lang" not in reading.keys:
        yield "layer", "a language file names its 'lang'"
    elif folder == "languages" and file.lang and loaded.stem.partition("-")[0] not in file.lang:
        yield "lang", f"a file of these languages has the name {file.lang[0]}.yaml or {file.lang[0]}-….yaml"
