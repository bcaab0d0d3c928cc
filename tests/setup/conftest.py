"""Makes `setup/` and the course importable here, as they are for `python3 setup/start.py`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "setup"), str(ROOT)]
