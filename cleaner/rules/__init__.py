"""Reading, checking, compiling and choosing rules. The rules themselves are YAML in the top-level folder ``rules/``."""
