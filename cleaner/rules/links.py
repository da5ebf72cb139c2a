"""What rule files say of other rule files: every name must lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection

from cleaner.errors import RuleError
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Disable, Override
from cleaner.rules.spelling import near


def broken_links(
    loaded: LoadedFile, families: Collection[str], has_rule: Callable[[str], bool], every_rule: Callable[[], Collection[str]],
) -> list[RuleError]:
    """Return the mistakes in ``extends``, ``disable`` and ``override`` of a file.

    Args:
        loaded: the file.
        families: names of the family files.
        has_rule: tells whether there is a rule of that full id.
        every_rule: gives all full ids, for hints.
    """
    file, origin = loaded.file, loaded.file.origin
    errors = [
        RuleError(f"there is no family {name!r}{near(name, [f'families/{f}' for f in families])}", origin.path, origin.line, origin.column)
        for name in file.extends if name.partition("/")[2] not in families
    ]
    changes: list[Disable | Override] = [*file.disable, *file.override]
    for change in changes:
        if not has_rule(change.rule):
            message = f"there is no rule {change.rule!r}{near(change.rule, every_rule())}"
            errors.append(RuleError(message, change.origin.path, change.origin.line, change.origin.column))
    return errors
