"""Measures the same operation of the same module file with fipsprobe and with another program, in turn, and prints how far the
figures are apart: fidelity.py PROGRAM --peers FOLDER --run-guest FILE [--evp-speed FILE --libcrypto FILE]

Each row is ROUNDS rounds of a second or so for each of the two. Their medians give the ratio; "spread" is the largest less the
smallest of the rounds over the median. FIDELITY_ROUNDS and FIDELITY_SIZES (bytes) say how many and of which sizes.

A busy host takes the processor away from a loop of a second. FIDELITY_BUSY=1 has the others count the processor's time instead, which
is the same on a quiet host: `openssl speed` without -elapsed (in steps of 10 ms, so for three seconds), and the bare loop. Of
fipsprobe, whose batches are short, the fastest tenth is taken then, which nothing interrupted. bench-slope takes short times as it
is; gnutls-cli and kcapi-speed know no other way.
"""

import argparse
import json
import os
import platform
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = int(os.environ.get("FIDELITY_ROUNDS", "7"))
GOAL = (0.97, 1.03)
BUSY = os.environ.get("FIDELITY_BUSY", "") == "1"

# fipsprobe's name of an operation, and how `openssl speed` is asked for it.
OPENSSL = [
    ("SHA-256", ["-evp", "sha256"]),
    ("HMAC-SHA-256", ["-hmac", "sha256"]),
    ("CMAC-AES-128", ["-cmac", "aes-128-cbc"]),
    ("AES-128-CBC encrypt", ["-evp", "aes-128-cbc"]),
    ("AES-128-CBC decrypt", ["-evp", "aes-128-cbc", "-decrypt"]),
    ("AES-128-CTR encrypt", ["-evp", "aes-128-ctr"]),
    ("AES-256-XTS encrypt", ["-evp", "aes-256-xts"]),
    ("3DES-3key-CBC encrypt", ["-evp", "des-ede3-cbc"]),
    ("AES-128-GCM encrypt", ["-evp", "aes-128-gcm", "-aead"]),
]
SIZES = tuple(map(int, os.environ.get("FIDELITY_SIZES", "8192,16384,1048576").split(",")))
# Operations without a size: `openssl speed` names two at once; the field of its line +F2 or +F4.
OPENSSL_KEYS = [
    ("RSA PKCS#1 v1.5 2048 SHA-256 sign", "rsa2048", "+F2", 3),
    ("RSA PKCS#1 v1.5 2048 SHA-256 verify", "rsa2048", "+F2", 4),
    ("ECDSA P-256 SHA-256 sign", "ecdsap256", "+F4", 3),
    ("ECDSA P-256 SHA-256 verify", "ecdsap256", "+F4", 4),
    ("ECDH P-256", "ecdhp256", "+F5", 3),
]
BARE = ("sha256", "aes-128-cbc", "aes-128-ctr", "aes-128-gcm")
BARE_NAMES = {
    "sha256": "SHA-256",
    "aes-128-cbc": "AES-128-CBC encrypt",
    "aes-128-ctr": "AES-128-CTR encrypt",
    "aes-128-gcm": "AES-128-GCM encrypt",
}
# gnutls-cli's name; it measures 16 KiB.
GNUTLS = {
    "AES-128-GCM": "AES-128-GCM encrypt",
    "AES-128-CCM": "AES-128-CCM encrypt",
    "SHA1": "HMAC-SHA-1",
    "SHA256": "HMAC-SHA-256",
    "SHA512": "HMAC-SHA-512",
    "3DES-CBC": "3DES-3key-CBC encrypt",
    "AES-128-CBC": "AES-128-CBC encrypt",
    "AES-256-XTS": "AES-256-XTS encrypt",
}
# What bench-slope of libgcrypt is asked for, the line of its answer, and fipsprobe's name. Both fit a line over sizes; its own go
# to 4 KiB and a little more.
SLOPE_SIZES = (1024, 2048, 4096, 8192)
BENCH_SLOPE = [
    ("hash", "sha256", "SHA256", "SHA-256"),
    ("hash", "sha512", "SHA512", "SHA-512"),
    ("mac", "hmac_sha256", "HMAC_SHA256", "HMAC-SHA-256"),
    ("cipher", "aes", "CBC enc", "AES-128-CBC encrypt"),
    ("cipher", "aes", "CBC dec", "AES-128-CBC decrypt"),
    ("cipher", "aes", "CTR enc", "AES-128-CTR encrypt"),
    ("cipher", "aes", "GCM enc", "AES-128-GCM encrypt"),
    ("cipher", "3des", "CBC enc", "3DES-3key-CBC encrypt"),
]
# fipsprobe's name and mode, kcapi-speed's name, and the bytes that kcapi-speed calls a block.
KCAPI = [
    ("SHA-256", "acceleration_off", "SHA-256(G)", 64),
    ("HMAC-SHA-256", "acceleration_off", "HMAC SHA-256(G)", 64),
    ("AES-128-CBC encrypt", "acceleration_off", "AES(G) CBC(G) 128", 16),
    ("AES-128-CBC encrypt", "as_found", "AES(AESNI) CBC(ASM) 128", 16),
    ("AES-128-CBC decrypt", "as_found", "AES(AESNI) CBC(ASM) 128", 16),
    ("AES-128-CTR encrypt", "as_found", "AES(AESNI) CTR(ASM) 128", 1),
    ("AES-256-XTS encrypt", "as_found", "AES(AESNI) XTS(ASM) 256", 16),
]
KCAPI_SIZES = tuple(size for size in SIZES if size < 1 << 20)
GUEST_DRIVERS = "aesni_intel ghash_clmulni_intel sha1_ssse3 sha256_ssse3 sha512_ssse3"
UNITS = {"KB": 1e3, "MB": 1e6, "GB": 1e9}


def output_of(command: list[str]) -> str:
    """What the command prints, both ways; run on the processor that fipsprobe measures on."""
    pinned = ["taskset", "-c", str(max(os.sched_getaffinity(0)))] + command
    return subprocess.run(pinned, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout


def measured(program: str, module: str, operation: str, sizes: list[int]) -> dict:
    """What fipsprobe measured of the module, in batches of about 20 ms, or 5 ms on a busy host."""
    command = [program, "bench", "--quick", "--quiet", "--operations", operation, "--module", module, "--mode", "as_found"]
    command += ["--repeats", "400", "--seconds", "4"] if BUSY else ["--repeats", "50"]
    command += ["--sizes", ",".join(map(str, sizes))] if sizes else []
    evidence = json.loads(subprocess.run(command + ["--format", "json"], stdout=subprocess.PIPE, text=True, check=True).stdout)
    return evidence["modules"][0]["runs"][0]["bench"]


def seconds_of(point: dict) -> float:
    """A call's time: the median of the repeats, or on a busy host the fastest tenth."""
    if not BUSY:
        return point["measurement"]["seconds_per_call"]["value"]
    repeats = sorted(point["measurement"]["repeats"])
    return repeats[len(repeats) // 10]


def fipsprobe(program: str, module: str, operation: str, size: int | None) -> float:
    """Bytes a second, or calls a second where there is no size."""
    for point in measured(program, module, operation, [size] if size else [])["points"]:
        if point["operation"] == operation and point["outcome"] == "ok":
            return (size or 1) / seconds_of(point)
    raise SystemExit(f"fipsprobe did not measure {operation}")


def openssl_speed(arguments: list[str], size: int | None, line: str, field: int) -> float:
    timing = ["-seconds", "3"] if BUSY else ["-elapsed", "-seconds", "1"]
    command = ["openssl", "speed", "-mr"] + timing + (["-bytes", str(size)] if size else []) + arguments
    for text in output_of(command).splitlines():
        if text.startswith(line + ":"):
            return float(text.split(":")[field])
    raise SystemExit(f"no figure from: {' '.join(command)}")


def gnutls_figures() -> dict[str, float]:
    """What gnutls-cli says of all its algorithms, in bytes a second."""
    pattern = re.compile(r"^\s*([A-Z0-9-]+) ([0-9.]+) ([KMG]B)/sec", re.MULTILINE)
    text = output_of(["timeout", "120", "gnutls-cli", "--benchmark-ciphers"])
    return {name: float(value) * UNITS[unit] for name, value, unit in pattern.findall(text)}


def bench_slope(peer: str, kind: str, name: str, line: str) -> float:
    """Bytes a second, of the line that bench-slope fits."""
    text = output_of([peer, kind, name])
    found = re.search(rf"^\s*{re.escape(line)}\s*\|\s*([0-9.]+) ns/B", text, re.MULTILINE)
    if not found:
        raise SystemExit(f"no figure of {line} from: {peer} {kind} {name}")
    return 1e9 / float(found[1])


def fipsprobe_slope(program: str, module: str, operation: str) -> float:
    """Bytes a second, of the line that fipsprobe fits, or on a busy host of that through its first and last size."""
    bench = measured(program, module, operation, list(SLOPE_SIZES))
    if not BUSY:
        return 1 / bench["slopes"][0]["seconds_per_byte"]["value"]
    first, last = bench["points"][0], bench["points"][-1]
    return (last["size"] - first["size"]) / (seconds_of(last) - seconds_of(first))


def spread(values: list[float]) -> float:
    return (max(values) - min(values)) / statistics.median(values)


class Table:
    """Prints rows and keeps what is said of all of them."""

    def __init__(self) -> None:
        self.within = self.rows = self.narrower = 0
        print(f"{'operation':<44}{'size':>9}{'theirs':>12}{'fipsprobe':>12}{'ratio':>8}{'spread':>9}{'ours':>8}")

    def add(self, operation: str, size: int | str | None, theirs: list[float], ours: list[float]) -> None:
        ratio = statistics.median(ours) / statistics.median(theirs)
        within = GOAL[0] <= ratio <= GOAL[1]
        self.rows += 1
        self.within += within
        self.narrower += spread(ours) <= spread(theirs)
        unit = 1e6 if size else 1
        print(
            f"{operation:<44}{size or '-':>9}{statistics.median(theirs) / unit:>12.1f}{statistics.median(ours) / unit:>12.1f}"
            f"{ratio:>8.3f}{spread(theirs):>8.1%} {spread(ours):>7.1%}{'' if within else '   outside'}",
            flush=True,
        )

    def end(self) -> None:
        print(f"{self.within} of {self.rows} ratios within {GOAL[0]} and {GOAL[1]}; spread no wider in {self.narrower} of {self.rows}")


def against_openssl(program: str) -> None:
    module = "openssl=" + library_of("openssl", "libcrypto.so.3")
    print(f"\n{module}: openssl speed{'' if BUSY else ' -elapsed'}, MB/s or calls/s; median of {ROUNDS} rounds in turn")
    table = Table()
    for operation, arguments in OPENSSL:
        for size in SIZES:
            theirs, ours = [], []
            for _ in range(ROUNDS):
                theirs.append(openssl_speed(arguments, size, "+F", 3))
                ours.append(fipsprobe(program, module, operation, size))
            table.add(operation, size, theirs, ours)
    for operation, name, line, field in OPENSSL_KEYS:
        theirs, ours = [], []
        for _ in range(ROUNDS):
            theirs.append(openssl_speed([name], None, line, field))
            ours.append(fipsprobe(program, module, operation, None))
        table.add(operation, None, theirs, ours)
    table.end()


def against_bare_loop(program: str, peer: str, library: str, names: tuple[str, ...], why: str) -> None:
    print(f"\nopenssl={library}: a bare loop around EVP ({why}); {ROUNDS} rounds in turn")
    table = Table()
    for name in names:
        for size in SIZES:
            theirs, ours = [], []
            for _ in range(ROUNDS):
                theirs.append(float(output_of([peer, library, name, str(size)] + (["processor"] if BUSY else []))))
                ours.append(fipsprobe(program, f"openssl={library}", BARE_NAMES[name], size))
            table.add(BARE_NAMES[name], size, theirs, ours)
    table.end()


def against_gnutls(program: str) -> None:
    module = "gnutls=" + library_of("gnutls-cli", "libgnutls.so.30")
    rounds = min(ROUNDS, 3)  # each takes gnutls-cli a minute
    print(f"\n{module}: gnutls-cli --benchmark-ciphers, MB/s at 16 KiB; {rounds} rounds in turn")
    theirs: dict[str, list[float]] = {name: [] for name in GNUTLS}
    ours: dict[str, list[float]] = {name: [] for name in GNUTLS}
    for _ in range(rounds):
        figures = gnutls_figures()
        for name, operation in GNUTLS.items():
            if name in figures:
                theirs[name].append(figures[name])
                ours[name].append(fipsprobe(program, module, operation, 16384))
    table = Table()
    for name, operation in GNUTLS.items():
        if theirs[name]:
            table.add(operation, 16384, theirs[name], ours[name])
    table.end()


def against_bench_slope(program: str, peer: str) -> None:
    module = "libgcrypt=" + library_of(peer, "libgcrypt.so.20")
    print(f"\n{module}: bench-slope, MB/s of the fitted line; {ROUNDS} rounds in turn")
    table = Table()
    for kind, name, line, operation in BENCH_SLOPE:
        theirs, ours = [], []
        for _ in range(ROUNDS):
            theirs.append(bench_slope(peer, kind, name, line))
            ours.append(fipsprobe_slope(program, module, operation))
        table.add(operation, "slope", theirs, ours)
    table.end()


def kcapi_rows() -> list[tuple[str, str, str, int, int]]:
    return [row + (size,) for row in KCAPI for size in KCAPI_SIZES]


def guest_commands(rounds: int) -> str:
    """The shell commands that leave, for each row and round, what the two programs say."""
    lines = [f"modprobe -a {GUEST_DRIVERS} 2>/dev/null", "cat /proc/sys/crypto/fips_enabled >/output/fips"]
    for index, (operation, mode, name, block, size) in enumerate(kcapi_rows()):
        theirs = ["taskset", "2", "kcapi-speed", "-r", "-t", "1", "-c", name, "-b", str(size // block)]
        ours = ["fipsprobe", "bench", "--quick", "--quiet", "--repeats", "50", "--operations", operation, "--sizes", str(size)]
        ours += ["--modules", "kernel", "--mode", mode, "--format", "json"]
        for turn in range(rounds):
            lines.append(f"{shlex.join(theirs)} >/output/{index}.{turn}.theirs 2>&1")
            lines.append(f"{shlex.join(ours)} >/output/{index}.{turn}.ours")
    return "; ".join(lines)


def kcapi_figure(text: str, name: str, operation: str) -> float | None:
    """kcapi-speed -r prints NAME,e or d,BYTES A CALL,BYTES A SECOND,CALLS A SECOND; a hash has d."""
    direction = "e" if operation.endswith("encrypt") else "d"
    for line in text.splitlines():
        fields = line.rsplit(",", 4)
        if len(fields) == 5 and fields[0] == name and fields[1] == direction:
            return float(fields[3])
    return None


def point_figure(text: str, size: int) -> tuple[float, str] | None:
    """Bytes a second and the driver, of evidence with one point."""
    run = json.loads(text)["modules"][0]["runs"][0]
    points = [point for point in run.get("bench", {}).get("points", []) if point["outcome"] == "ok"]
    if not points:
        return None
    return size / points[0]["measurement"]["seconds_per_call"]["value"], points[0]["check"]["how"].rpartition("; driver ")[2]


def against_kcapi_speed(program: str, peer: str, run_guest: str) -> None:
    """In a guest, since AF_ALG is rare where this runs: only the ratios say something there."""
    rounds = min(ROUNDS, 3)
    print(f"\nkernel of a guest (QEMU TCG: the figures are no measurement, the ratios are): kcapi-speed, {rounds} rounds in turn")
    with tempfile.TemporaryDirectory() as folder:
        command = [run_guest, "--fips", "0", "--timeout", "3000", "--program", program, "--program", peer, "--output", folder]
        done = subprocess.run(command + ["--", "sh", "-c", guest_commands(rounds)], stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            print(f"kcapi-speed: SKIPPED, {done.stderr.strip() or 'the guest failed'}")
            return
        table = Table()
        for index, (operation, mode, name, _, size) in enumerate(kcapi_rows()):
            theirs, ours, drivers = [], [], set()
            for turn in range(rounds):
                their_text = (Path(folder) / f"{index}.{turn}.theirs").read_text()
                figure = kcapi_figure(their_text, name, operation)
                own = point_figure((Path(folder) / f"{index}.{turn}.ours").read_text(), size)
                if figure and own:
                    theirs.append(figure)
                    ours.append(own[0])
                    drivers.add(own[1])
            if theirs:
                table.add(f"{operation}, {' '.join(drivers)}", size, theirs, ours)
            else:
                print(f"{operation}: SKIPPED, kcapi-speed says: {their_text.strip()[:80]}")
        table.end()


def library_of(program: str, soname: str) -> str:
    """The file that the loader gives a program for a soname: the same one must be measured."""
    text = subprocess.run(["ldd", shutil.which(program) or program], capture_output=True, text=True, check=True).stdout
    return next(line.split()[2] for line in text.splitlines() if line.strip().startswith(soname))


def describe_host() -> None:
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    print(f"{time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime())}, {model}, {os.cpu_count()} processors, kernel {platform.release()},")
    print(f"load average {' '.join(f'{load:.2f}' for load in os.getloadavg())}; {ROUNDS} rounds")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--peers", required=True, help="folder of scripts/fetch-sources --benchmark")
    parser.add_argument("--run-guest", required=True, help="tests/vm/run-guest")
    parser.add_argument("--evp-speed", help="the compiled tests/benchmarks/evp_speed.cpp")
    parser.add_argument("--libcrypto", help="OpenSSL 1.0.2k, which has no program of its own")
    parser.add_argument("--only", default="openssl,evp,gnutls,libgcrypt,kernel")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    wanted = given.only.split(",")
    slope, kcapi = (str(Path(given.peers) / name) for name in ("bench-slope", "kcapi-speed"))
    describe_host()
    if "openssl" in wanted and shutil.which("openssl"):
        against_openssl(given.program)
    elif "openssl" in wanted:
        print("openssl speed: SKIPPED, no program openssl here")
    if "evp" in wanted and given.libcrypto and given.evp_speed:
        against_bare_loop(given.program, given.evp_speed, given.libcrypto, BARE, "no program `openssl` comes with it")
    elif "evp" in wanted:
        print("libcrypto 1.0.2k: SKIPPED, scripts/fetch-modules has not fetched it")
    if "evp" in wanted and given.evp_speed and shutil.which("openssl"):
        library = library_of("openssl", "libcrypto.so.3")
        against_bare_loop(given.program, given.evp_speed, library, ("aes-128-gcm",), "openssl speed -aead does more for each message")
    if "gnutls" in wanted and shutil.which("gnutls-cli"):
        against_gnutls(given.program)
    elif "gnutls" in wanted:
        print("gnutls-cli --benchmark-ciphers: SKIPPED, no program gnutls-cli here (Debian: gnutls-bin)")
    if "libgcrypt" in wanted and Path(slope).exists():
        against_bench_slope(given.program, slope)
    elif "libgcrypt" in wanted:
        print("bench-slope: SKIPPED, scripts/fetch-sources --benchmark has not built it")
    if "kernel" in wanted and Path(kcapi).exists():
        against_kcapi_speed(given.program, kcapi, given.run_guest)
    elif "kernel" in wanted:
        print("kcapi-speed: SKIPPED, scripts/fetch-sources --benchmark has not built it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
