"""Runs clang-tidy on every source file of a build but the tests, one a processor at a time: tidy.py BUILD_FOLDER CACHE_FOLDER [FILE...]

A file that passed is not checked again until it, a header of the project that it includes, its compile command, .clang-tidy or the
list of packages changes: CACHE_FOLDER holds an empty file named by the SHA-256 of all these. Where the source tree lies does not
matter. tidy-checked.txt beside this program has the hashes of what passed before a commit, so that a machine without a cache checks
only what changed since; "tidy.py --record BUILD_FOLDER CACHE_FOLDER" writes it, and without the file everything is checked.
BUILD_FOLDER need only be configured (the preset lint).
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(rb'^#include "([^"]+)"', re.MULTILINE)
LIBRARIES = (ROOT / "scripts/packages.txt", ROOT / "scripts/sources.tsv")  # what other projects' headers come from
CHECKED = pathlib.Path(__file__).resolve().with_name("tidy-checked.txt")


class Sources:
    """Files of the source tree, each read once."""

    def __init__(self) -> None:
        self._contents: dict[pathlib.Path, bytes] = {}

    def content(self, path: pathlib.Path) -> bytes:
        if path not in self._contents:
            self._contents[path] = path.read_bytes()
        return self._contents[path]

    def with_headers(self, path: pathlib.Path, found: set[pathlib.Path]) -> set[pathlib.Path]:
        """The file and the headers of the project that it includes, and those include."""
        if path not in found and path.exists():
            found.add(path)
            for name in INCLUDE.findall(self.content(path)):
                self.with_headers(ROOT / name.decode(), found)
        return found


def key(entry: dict[str, str], sources: Sources) -> str:
    files = [ROOT / ".clang-tidy", *LIBRARIES, *sorted(sources.with_headers(pathlib.Path(entry["file"]), set()))]
    parts = [entry["command"].replace(str(ROOT), "").encode(), *(sources.content(path) for path in files)]
    return hashlib.sha256(b"\n".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def check(build: pathlib.Path, file: str) -> str:
    """clang-tidy's complaints about a file; empty when it passes."""
    done = subprocess.run(["clang-tidy", "--quiet", "--warnings-as-errors=*", "-p", build, file], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def main() -> int:
    record = sys.argv[1] == "--record"
    words = sys.argv[2:] if record else sys.argv[1:]
    build, cache = pathlib.Path(words[0]).resolve(), pathlib.Path(words[1])
    wanted = {str(pathlib.Path(name).resolve()) for name in words[2:]}
    checked = set(CHECKED.read_text().split()) if CHECKED.exists() else set()
    cache.mkdir(parents=True, exist_ok=True)
    sources = Sources()
    keys = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = entry["file"]
        generated = pathlib.Path(file).is_relative_to(build)
        # Tests are held to the compiler's warnings and the formatter; here they would take as long as all the rest.
        tests = pathlib.Path(file).is_relative_to(ROOT / "tests")
        if file.endswith(".cpp") and not generated and not tests and (not wanted or file in wanted):
            keys[file] = key(entry, sources)
    todo = [file for file in keys if keys[file] not in checked and not (cache / keys[file]).exists()]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, complaints in zip(todo, pool.map(lambda name: check(build, name), todo)):
            if complaints:
                failed += 1
                print(complaints, flush=True)
            else:
                (cache / keys[file]).touch()
    print(f"clang-tidy: {len(keys)} files, {len(keys) - len(todo)} known to be good, {len(todo)} checked, {failed} with complaints")
    if record and not failed:
        CHECKED.write_text("".join(f"{known}\n" for known in sorted(keys.values())))
    return 1 if failed else 0


sys.exit(main())
