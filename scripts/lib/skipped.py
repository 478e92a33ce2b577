"""Prints the skipped tests of ctest's JUnit files, each with the reason that the test gave: skipped.py FILE..."""

import sys
import xml.etree.ElementTree as ElementTree


def reason(output: str) -> str:
    """The message of Catch2's SKIP() in a test's output: the lines that follow 'explicitly with message:'."""
    lines = iter(output.splitlines())
    for line in lines:
        if line.strip() == "explicitly with message:":
            break
    message = []
    for line in lines:
        if not line.strip() or line.startswith("==="):
            break
        message.append(line.strip())
    return " ".join(message) or last_line(output)


def last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def main() -> None:
    by_reason: dict[str, list[str]] = {}
    for path in sys.argv[1:]:
        for case in ElementTree.parse(path).getroot().iter("testcase"):
            if case.find("skipped") is not None:
                names = by_reason.setdefault(reason(case.findtext("system-out", "")), [])
                if case.get("name") not in names:
                    names.append(case.get("name"))
    for why, names in by_reason.items():
        print(f"  {why}")
        for name in names:
            print(f"    - {name}")
    if not by_reason:
        print("  none")


main()
