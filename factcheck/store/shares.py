"""Whether a path lies on a network share, where SQLite's WAL loses what people write.

A guess by the kind of the mounted system: what it does not know counts as local.
"""

import sys
from pathlib import Path

_KINDS = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "ncp", "davfs", "ceph", "glusterfs"),
    *("fuse.sshfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.glusterfs", "lustre"),
}
_MOUNTS = Path("/proc/mounts")


def on_network(path: Path) -> bool:
    """Say whether what is at the path lies on another machine, as far as this one tells."""
    where = str(path.absolute())
    if sys.platform == "win32":
        return where.startswith(("\\\\", "//"))
    try:
        mounts = _MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return False
    return kind_of(Path(where), mounts) in _KINDS


def kind_of(path: Path, mounts: str) -> str | None:
    """Give the kind of system a path lies on, by the lines of `/proc/mounts`."""
    best, kind = -1, None
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        place = Path(fields[1].encode("latin-1", "replace").decode("unicode_escape"))
        if path.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), fields[2]
    return kind
