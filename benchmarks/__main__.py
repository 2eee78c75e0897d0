"""`make bench`: every figure beside its limit, and all of them as JSON in the last line."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.child import Figures, child
from benchmarks.material import Material, make

KEYS = (
    *("import_10k_txt_s", "bulk_10k_spans_s", "save_one_ms", "save_one_p95_ms"),
    *("export_10k_spans_s", "phrase_search_ms", "open_3k_20_ms", "open_100k_1000_ms"),
    *("open_1m_10000_ms", "scroll_1m_10000_ms", "cold_start_s", "idle_rss_mb", "peak_rss_mb"),
)


def main() -> int:
    """Measure, print and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder of foreign data instead of our own")
    parser.add_argument("--large", action="store_true", help="100,000 articles instead; slow")
    given = parser.parse_args()
    figures: Figures = {}
    failed = False
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as name:
        work = Path(name)
        material = Material(given.data) if given.data else make(work / "material")
        for part in ("importing large",) if given.large else ("core", "window"):
            print(f"Measuring the {part} …", file=sys.stderr, flush=True)
            try:
                figures |= child(*part.split(), material.folder, work)
            except subprocess.CalledProcessError as error:
                print(f"The {part} could not be measured: {error}", file=sys.stderr)
                failed = True
    _show(figures, () if given.large else KEYS)
    print(json.dumps({k: figures.get(k) for key in KEYS for k in (key, f"limit_{key}")}))
    return int(failed)


def _show(figures: Figures, keys: tuple[str, ...]) -> None:
    print(f"{'':26}{'ours':>10}{'limit':>10}{'times':>8}")
    also = sorted(key for key in figures if key not in KEYS and not key.startswith("limit_"))
    for key in (*keys, *also):
        ours, limit = figures.get(key), figures.get(f"limit_{key}")
        if ours is None:
            print(f"{key:26}{'–':>10}")
        elif limit is None:
            print(f"{key:26}{ours:10.3f}")
        else:
            print(f"{key:26}{ours:10.3f}{limit:10.3f}{ours / limit:8.2f}")


if __name__ == "__main__":
    sys.exit(main())
