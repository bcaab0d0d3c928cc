"""Makes `setup/` importable here, as it is for `python3 setup/start.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "setup"))
