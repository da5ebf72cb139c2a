"""JSON Schema of dataclasses and named tuples: their annotations give the types, their docstrings the descriptions."""

from __future__ import annotations

import ast
import dataclasses
import datetime
import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, get_args, get_origin

Schema = dict[str, Any]

_SCALARS: Mapping[Any, Schema] = {
    str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}, bool: {"type": "boolean"}, type(None): {"type": "null"},
    datetime.date: {"type": "string", "format": "date"},
}
#: Keys of the record that are there only when they are asked for.
_ON_REQUEST = frozenset({"sources", "removed"})


class Property(NamedTuple):
    """A property of an object: its key, the attribute that it is, its annotation, whether it must be there."""

    key: str
    attribute: str
    type: Any
    required: bool


class Schemas:
    """Schemas of annotations; each dataclass they name is defined once.

    Args:
        definitions: where definitions stand: ``$defs`` or ``definitions``.
        properties: gives the properties of a dataclass.
        special: schemas that take the place of an annotation's, by dataclass and attribute.
        short: dataclasses that a plain text may stand for.
        single: mark in ``Annotated`` of a list that may be written as a single value.
    """

    def __init__(
        self, definitions: str, properties: Callable[[type], Iterable[Property]], *,
        special: Mapping[tuple[type, str], Schema] | None = None, short: Iterable[type] = (), single: object = None,
    ) -> None:
        self._place, self._properties = definitions, properties
        self._special, self._short, self._single = special or {}, frozenset(short), single
        self.definitions: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:
        """Return the schema of an annotation."""
        origin, inner = get_origin(kind), get_args(kind)
        if origin is typing.Annotated:
            listed = self.of(inner[0])
            return {"anyOf": [listed["items"], listed]} if self._single in inner[1:] else listed
        if origin is tuple:
            return {"type": "array", "items": self.of(inner[0])}
        if origin in (typing.Union, types.UnionType):
            return _any_of([self.of(a) for a in inner])
        if origin is typing.Literal:
            return {"enum": list(inner)}
        if origin is not None and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(inner[1])}
        if dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
            assert isinstance(kind, type)
            return self._named(kind)
        return dict(_SCALARS[kind])

    def _named(self, cls: type) -> Schema:
        if cls.__name__ not in self.definitions:
            self.definitions[cls.__name__] = {}  # takes the place while the class's own properties are read
            self.definitions[cls.__name__] = self.object(cls)
        named = {"$ref": f"#/{self._place}/{cls.__name__}"}
        return {"anyOf": [{"type": "string"}, named]} if cls in self._short else named

    def object(self, cls: type) -> Schema:
        """Return the schema of a dataclass as an object with no other keys."""
        said = attribute_docs(cls)
        properties = {}
        required = []
        for key, attribute, kind, needed in self._properties(cls):
            schema = self._special.get((cls, attribute)) or self.of(kind)
            properties[key] = {"description": said[attribute], **schema} if attribute in said else schema
            required += [key] if needed else []
        schema = {"type": "object", "description": _summary(cls), "properties": properties, "additionalProperties": False}
        return {**schema, "required": required} if required else schema


def record_schema(cls: type) -> Schema:
    """Return the JSON Schema (draft 2020-12) of the record that ``cls.to_dict(sources=True, removed=True)`` gives."""
    schemas = Schemas("$defs", _record_properties)
    made = schemas.object(cls)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": cls.__name__, **made, "$defs": schemas.definitions}


def _record_properties(cls: type) -> Iterable[Property]:
    for name, kind in typing.get_type_hints(cls, include_extras=True).items():
        yield Property(name, name, kind, name not in _ON_REQUEST)


def _any_of(schemas: list[Schema]) -> Schema:
    plain = [s["type"] for s in schemas if s.keys() == {"type"}]
    return {"type": plain} if len(plain) == len(schemas) else {"anyOf": schemas}


def _summary(cls: type) -> str:
    """Return the first paragraph of a class's docstring."""
    return " ".join((inspect.getdoc(cls) or "").partition("\n\n")[0].split())


@lru_cache(maxsize=64)
def attribute_docs(cls: type) -> Mapping[str, str]:
    """Return attribute → the string that stands under it in the class's source; nothing where there is no source."""
    module = sys.modules[cls.__module__]
    try:
        tree = ast.parse(inspect.getsource(module))
    except (OSError, TypeError):
        return {}
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == cls.__name__:
            for attribute, below in zip(node.body, node.body[1:], strict=False):
                if (
                    isinstance(attribute, ast.AnnAssign) and isinstance(attribute.target, ast.Name)
                    and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
                ):
                    found[attribute.target.id] = " ".join(str(below.value.value).split())
    return found
