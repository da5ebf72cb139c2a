"""Settings for all tests: the same examples in every run, no time limits on a busy machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("reproducible", derandomize=True, deadline=None)
settings.load_profile("reproducible")
