"""The unruly cleaner can be imported by name, here and in workers, which take over this process's path."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
