"""The version, alone, so that it can be told without importing anything else."""

from __future__ import annotations

__version__ = "0.1.0"
