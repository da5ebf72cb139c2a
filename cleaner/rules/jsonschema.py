"""The JSON Schema of rule files, for editors: completion, hints and mistakes while one writes.

It is made of the same dataclasses that the reader reads by, but it is not what decides: ``clean-news rules check`` also knows
selectors, patterns, tests and the names in other files.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.rules.model import OneOrMany, Rule, RuleFile
from cleaner.rules.read import SHORT, keys_of
from cleaner.rules.value_checks import FIELDS
from cleaner.schema import Property, Schema, Schemas
from cleaner.values import ROLES


def rule_schema() -> Schema:
    """Return the JSON Schema (draft-07, which editors know best) of a rule file."""
    schemas = Schemas("definitions", _properties, special=_special(), short=SHORT, single=OneOrMany)
    made = schemas.object(RuleFile)
    fields = made["properties"]["fields"]
    made["properties"]["fields"] = {**fields, "propertyNames": {"enum": list(FIELDS)}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#", "title": "clean-news rule file", **made, "definitions": schemas.definitions,
    }


def _special() -> dict[tuple[type, str], Schema]:
    return {
        (Rule, "role"): {"enum": sorted(ROLES)},
        (Rule, "id"): {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    }


def _properties(cls: type) -> Iterable[Property]:
    return (Property(key, known.name, known.type, known.required) for key, known in keys_of(cls).items())
