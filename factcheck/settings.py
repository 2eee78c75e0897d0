"""What belongs to the person and not to a project: names and their ids, recent projects, looks.

One small JSON file per user, shared by the window and the command line. It is read whole, changed
and replaced at once, so that two programs never leave half of one behind.
"""

import getpass
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.records import Person

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

RECENT_KEPT = 12
NAME_LENGTH = 80


def folder() -> Path:
    """Give the folder of the user's settings; it need not exist yet."""
    from platformdirs import user_config_path

    return user_config_path("factcheck", appauthor=False)


def data_folder() -> Path:
    """Give the folder where the program keeps the sample project; it need not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("factcheck", appauthor=False)


class Settings:
    """The user's settings; each `get` reads the file, each `put` replaces it."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or folder() / "settings.json"

    def get(self, key: str, default: Json = None) -> Json:
        """Give a setting, or `default` where it was never put."""
        return self._read().get(key, default)

    def put(self, key: str, value: Json) -> None:
        """Keep a setting; the other ones stay as they are on disk now."""
        values = self._read()
        if values.get(key) == value:
            return
        values[key] = value
        self._write(values)

    def place(self, project: Id) -> dict[str, Json]:
        """Give what is remembered of one project: article, reading places, layout."""
        places = self.get("places", {})
        found = places.get(str(project)) if isinstance(places, dict) else None
        return found if isinstance(found, dict) else {}

    def put_place(self, project: Id, place: dict[str, Json]) -> None:
        """Remember of one project where its reader was."""
        places = self.get("places", {})
        kept = dict(places) if isinstance(places, dict) else {}
        kept[str(project)] = place
        self.put("places", kept)

    def person(self, name: str | None = None) -> Person:
        """Give who acts: `name`, the environment's, the settings' or the login name.

        A name's id is made once and kept. Raise BadInput for a name that is none.
        """
        chosen = name or os.environ.get("FACTCHECK_ANNOTATOR") or self.name() or _login()
        chosen = clean_name(chosen)
        people = self.get("people", {})
        known = people if isinstance(people, dict) else {}
        with suppress(ValueError):  # what no id is, a hand has altered
            return Person(Id.parse(str(known.get(chosen))), chosen)
        person = Person(Id.new(), chosen)
        self.put("people", {**known, chosen: str(person.id)})
        return person

    def name(self) -> str | None:
        """Give the name the person gave at the first start, if they did."""
        name = self.get("person")
        return name if isinstance(name, str) and name.strip() else None

    def recent(self) -> list[dict[str, str]]:
        """Give the projects opened last, newest first: location, title, detail, opened."""
        recent = self.get("recent", [])
        rows = recent if isinstance(recent, list) else []
        return [cast(dict[str, str], row) for row in rows if isinstance(row, dict)]

    def opened(self, *, location: str, title: str, detail: str, when: str) -> None:
        """Put a project at the head of the recent ones."""
        row: dict[str, Json] = {
            "location": location,
            "title": title,
            "detail": detail,
            "opened": when,
        }
        rest = [dict(r) for r in self.recent() if r.get("location") != location]
        self.put("recent", cast(Json, [row, *rest][:RECENT_KEPT]))

    def forget(self, location: str) -> None:
        """Take a project off the recent ones."""
        self.put("recent", cast(Json, [r for r in self.recent() if r.get("location") != location]))

    def _read(self) -> dict[str, Json]:
        with self._reported():
            try:
                values = json.loads(self._path.read_text("utf-8"))
            except FileNotFoundError:
                return {}
            except (ValueError, RecursionError):
                # Kept aside, not lost: it holds the ids that stand for people's names.
                self._path.replace(self._path.with_suffix(".broken.json"))
                return {}
        return values if isinstance(values, dict) else {}

    def _write(self, values: dict[str, Json]) -> None:
        with self._reported():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".settings-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(values, file, ensure_ascii=False, indent=1, sort_keys=True)
            Path(name).replace(self._path)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise BadInput("settings.unusable", location=self._path, why=why) from error


def clean_name(name: str) -> str:
    """Give a person's name with its white space folded; raise BadInput if none is left."""
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not cleaned or len(cleaned) > NAME_LENGTH:
        raise BadInput("person.name", limit=NAME_LENGTH)
    return cleaned


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in a container: Python 3.13 raises the first
        return "Annotator"
