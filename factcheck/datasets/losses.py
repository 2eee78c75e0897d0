"""Says what a dataset could not hold or a project not keep: counts by reason, as sentences."""

from collections.abc import Mapping

from factcheck.texts import plural


def sentences(lost: Mapping[str, int]) -> list[str]:
    """Give a sentence for each reason for which something was lost."""
    return [plural(f"lost.{reason}", n) for reason, n in sorted(lost.items()) if n]
