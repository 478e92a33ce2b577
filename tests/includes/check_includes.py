"""Checks that the rooms of the source tree include only downwards (docs/architecture.md): check_includes.py SOURCE_TREE

Prints one line FILE:LINE for each include that breaks the rule and ends with 1 when there is one.
"""

import pathlib
import re
import sys

# From the bottom to the top. A file may include its own room and the rooms of lower rows; rooms of one row know nothing of each other.
LAYERS = [
    ["harness/model"],
    ["harness/certificates", "harness/statistics"],
    ["probes", "harness/host", "harness/vectors", "harness/assess", "harness/compare"],
    ["harness/kat", "harness/bench", "harness/report"],
    ["harness/workers"],
    ["harness/cli"],
    ["harness/main.cpp"],
]
HEIGHT = {room: height for height, row in enumerate(LAYERS) for room in row}
INCLUDE = re.compile(r'\s*#\s*include\s*"([^"]+)"')


def room_of(path: str) -> str | None:
    """The room that a path from the root of the tree lies in."""
    return next((room for room in HEIGHT if path == room or path.startswith(room + "/")), None)


def complaint(path: str, included: str) -> str | None:
    """What is wrong with a file's include of another, or None."""
    room, other = room_of(path), room_of(included)
    if room is None:
        return "lies in no room that has a layer: add it to LAYERS"
    if other is None:
        return f'includes "{included}", which names no room: write the path from the root of the tree'
    if room == other or HEIGHT[other] < HEIGHT[room]:
        return None
    return f'includes "{included}": {room} may not know {other}'


def violations(tree: pathlib.Path) -> list[str]:
    found = []
    for top in ("harness", "probes"):
        for file in sorted((tree / top).rglob("*.[ch]pp")):
            path = file.relative_to(tree).as_posix()
            for number, line in enumerate(file.read_text().splitlines(), start=1):
                match = INCLUDE.match(line)
                wrong = complaint(path, match.group(1)) if match else None
                if wrong:
                    found.append(f"{path}:{number}: {wrong}")
    return found


def main() -> int:
    tree = pathlib.Path(sys.argv[1])
    if not (tree / "harness").is_dir():
        print(f"{tree} has no folder harness")
        return 1
    found = violations(tree)
    print("\n".join(found) if found else "every include points downwards")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
