"""What the one who acts may see: all of an open project, of a blind one what is released.

In a blind project an annotator who neither leads nor reviews sees her own layer, and others' work
in an article once all who are assigned to it are done. `Database.shown` takes the conditions from
here, so that no query has to know of it. What one may alter is in `layers` and `roles`.
"""

from factcheck.sight.sight import Sight

__all__ = ["Sight"]
