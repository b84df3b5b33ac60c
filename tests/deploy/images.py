"""Images and containers in a store of their own, made by buildah and run by podman, as root."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.deploy.needs import cannot

# The limits of this process: a container may not be given higher ones where root has not all its rights.
RUN = ("run", "--pull=never", "--ulimit=nofile=1024:1024", "--ulimit=nproc=1024:1024")


@dataclass
class Images:
    """A store of images, and what runs from them."""

    folder: Path

    def _command(self, program: str) -> list[str]:
        store = [
            "--root",
            f"{self.folder}/store",
            "--runroot",
            f"{self.folder}/run",
            "--storage-driver=overlay",
        ]
        runs = ["--runtime=runc", "--cgroup-manager=cgroupfs", "--events-backend=none"]
        return [program, *store, *(runs if program == "podman" else [])]

    def tries(
        self, *words: str, program: str = "podman", given: str = "", within: float = 60.0
    ) -> subprocess.CompletedProcess[str]:
        """A command of podman's or buildah's."""
        return subprocess.run(
            [*self._command(program), *words],
            input=given, capture_output=True, text=True, timeout=within, check=False,
        )  # fmt: skip

    def does(self, *words: str, program: str = "podman", given: str = "", within: float = 60.0) -> str:
        """What a command says that ends well."""
        done = self.tries(*words, program=program, given=given, within=within)
        assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
        return done.stdout.strip()

    def imports(self, root: Path, called: str) -> None:
        """Make an image of a folder."""
        with subprocess.Popen(["tar", "--create", f"--directory={root}", "."], stdout=subprocess.PIPE) as tar:
            command = [*self._command("podman"), "import", "--quiet", "-", called]
            subprocess.run(command, stdin=tar.stdout, capture_output=True, check=True, timeout=120)

    def builds(self, checkout: Path, called: str, base: str, secrets: Mapping[str, Path]) -> None:
        """Build the Dockerfile of a checkout, as Docker would."""
        how = ("--isolation=chroot", "--format=docker", "--pull-never", "--quiet", f"--build-arg=BASE={base}")
        told = [f"--secret=id={name},src={file}" for name, file in secrets.items()]
        file = f"--file={checkout}/deploy/docker/Dockerfile"
        self.does("bud", *how, *told, file, f"--tag={called}", str(checkout), program="buildah", within=300)

    def probe(self, image: str) -> None:
        """Skip the test where nothing can be run."""
        tried = self.tries(*RUN, "--rm", image, "/bin/true")
        if tried.returncode != 0:
            cannot(f"podman cannot run anything here: {tried.stderr.strip()}")


@contextmanager
def images(folder: Path) -> Iterator[Images]:
    """A store, whose containers end with the context."""
    store = Images(folder)
    try:
        yield store
    finally:
        store.tries("rm", "--all", "--force", "--time=0")
        subprocess.run(["umount", "--lazy", folder / "store" / "overlay"], capture_output=True, check=False)


def composed(file: Path, service: str) -> dict[str, Any]:
    """What a compose file says of a service."""
    read: dict[str, Any] = YAML(typ="safe").load(file)
    told: dict[str, Any] = read["services"][service]
    return told


def options(told: Mapping[str, Any], secrets: Mapping[str, Path]) -> list[str]:
    """The options of `podman run` for what a compose file says of a service, in this machine's network.

    A key that is not known here is refused.
    """
    words = ["--network=host"]
    for key, value in told.items():
        match key:
            case "build" | "image" | "restart" | "stop_grace_period":
                pass
            case "read_only":
                words.append(f"--read-only={str(value).lower()}")
            case "cap_drop" | "security_opt" | "tmpfs":
                words += [f"--{key.replace('_', '-')}={one}" for one in value]
            case "volumes":
                words += [f"--volume={one}" for one in value]
            case "pids_limit" | "mem_limit":
                words.append(f"--{'memory' if key == 'mem_limit' else 'pids-limit'}={value}")
            case "secrets":
                words += [f"--volume={secrets[one]}:/run/secrets/{one}:ro" for one in value]
            case "environment":
                words += [f"--env={name}={said}" for name, said in value.items()]
            case _:
                raise AssertionError(f"{key}: the test does not know what that is to podman")
    return words
