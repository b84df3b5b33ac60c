"""`make pictures`: draw what README shows, from what the program says now; then look at it."""

from __future__ import annotations

from tests.pictures.gallery import FOLDER, drawn

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in drawn().items():
        (FOLDER / name).write_bytes(content)
