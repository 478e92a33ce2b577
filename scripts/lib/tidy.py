"""Runs clang-tidy on every source file of a build but the tests, one a processor at a time: tidy.py BUILD_FOLDER CACHE_FOLDER [FILE...]

A file that passed is not checked again until it, a file that it includes, its compile command or .clang-tidy changes: CACHE_FOLDER
holds an empty file named by the SHA-256 of all these. Where the source tree lies does not matter. tidy-checked.txt beside this
program has the hashes of what passed before a commit, so that a machine without a cache checks only what changed since, or was
compiled with other headers; "tidy.py --record BUILD_FOLDER CACHE_FOLDER" writes it, and without the file everything is checked.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHECKED = pathlib.Path(__file__).resolve().with_name("tidy-checked.txt")


def dependencies(build: pathlib.Path) -> dict[str, list[str]]:
    """For each object file of a Ninja build, the files that it was made from."""
    text = subprocess.run(["ninja", "-C", build, "-t", "deps"], check=True, capture_output=True, text=True).stdout
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        if line.startswith("    "):
            current.append(line.strip())
        elif ": #deps" in line:
            current = found.setdefault(line.split(": #deps")[0], [])
    return found


class Contents:
    """SHA-256 of files, each read once."""

    def __init__(self, folder: pathlib.Path) -> None:
        self._folder = folder
        self._known: dict[str, str] = {}

    def of(self, path: str) -> str:
        if path not in self._known:
            self._known[path] = hashlib.sha256((self._folder / path).read_bytes()).hexdigest()
        return self._known[path]


def key(entry: dict[str, str], inputs: list[str], contents: Contents) -> str:
    parts = [entry["command"].replace(str(ROOT), ""), contents.of(str(ROOT / ".clang-tidy")), contents.of(entry["file"])]
    parts += sorted(contents.of(path) for path in inputs)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def object_file(command: str) -> str:
    words = shlex.split(command)
    return words[words.index("-o") + 1]


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
    made_from, contents = dependencies(build), Contents(build)
    keys = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = entry["file"]
        generated = pathlib.Path(file).is_relative_to(build)
        # Tests are held to the compiler's warnings and the formatter; here they would take as long as all the rest.
        tests = pathlib.Path(file).is_relative_to(ROOT / "tests")
        if file.endswith(".cpp") and not generated and not tests and (not wanted or file in wanted):
            keys[file] = key(entry, made_from[object_file(entry["command"])], contents)
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
