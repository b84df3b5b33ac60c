"""What pip is told on this machine (indexes, certificates, proxies), said again in the words of uv."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

# The sections that count for `pip install`, the weakest first, as pip itself ranks them.
SECTIONS = ("global", "install", ":env:")

# Where files come from beside the main index.
SIDE_SOURCES = ("UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_INDEX_STRATEGY", "UV_FIND_LINKS")

CREDENTIALS = re.compile(r"(?<=://)[^/\s]+@")


def parse(listing: str) -> dict[str, str]:
    """Return option -> value from the output of `pip config list`, the strongest section winning."""
    values: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in listing.splitlines():
        key, _, quoted = line.partition("=")
        section, _, option = key.rpartition(".")
        if section not in values:
            continue
        try:
            value = ast.literal_eval(quoted)
        except (SyntaxError, ValueError):
            continue  # a warning of pip's that happens to look like a setting
        if value:
            values[section][option] = str(value)
    return {option: value for section in SECTIONS for option, value in values[section].items()}


def from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return option -> value from the PIP_* variables alone, for a machine that has uv but no pip to ask."""
    return {
        name[len("PIP_") :].lower().replace("_", "-"): value
        for name, value in environ.items()
        if name.startswith("PIP_") and value
    }


def translate(
    options: Mapping[str, str], environ: Mapping[str, str], system_store: str | None = None
) -> dict[str, str]:
    """Return the variables to add to `environ` so that uv fetches from where pip would.

    A variable the user has set himself, under its present or its former name, is never overridden. Places on
    this machine (folders, file: addresses) that are not there are left out: pip passes over them, uv would
    stop. `system_store` is the file of the machine's own certificates, used where nothing says otherwise.
    """
    extra = _present(options.get("extra-index-url", ""))
    certificates = "".join(_present(_first(options.get("cert"), environ.get("REQUESTS_CA_BUNDLE"))))
    proxy = options.get("proxy", "")
    folder = bool(certificates) and Path(certificates).is_dir()
    own_store = "true" if system_store and not certificates else ""
    offers: tuple[tuple[str, tuple[str, ...]], ...] = (
        (" ".join(_present(options.get("index-url", ""))), ("UV_DEFAULT_INDEX", "UV_INDEX_URL")),
        (" ".join(extra), ("UV_INDEX", "UV_EXTRA_INDEX_URL")),
        # pip looks in every index. uv calls that unsafe, as a stranger's newer package could win: here
        # versions and hashes are pinned, so only the very same file can.
        ("unsafe-best-match" if extra else "", ("UV_INDEX_STRATEGY",)),
        (",".join(_present(options.get("find-links", ""))), ("UV_FIND_LINKS",)),
        (" ".join(options.get("trusted-host", "").split()), ("UV_INSECURE_HOST",)),
        (_seconds(_first(options.get("timeout"), options.get("default-timeout"))), ("UV_HTTP_TIMEOUT",)),
        (options.get("retries", ""), ("UV_HTTP_RETRIES",)),
        ("subprocess" if options.get("keyring-provider") == "subprocess" else "", ("UV_KEYRING_PROVIDER",)),
        ("" if folder else certificates, ("SSL_CERT_FILE",)),
        (certificates if folder else "", ("SSL_CERT_DIR",)),
        (own_store, ("UV_SYSTEM_CERTS", "UV_NATIVE_TLS", "SSL_CERT_FILE", "SSL_CERT_DIR")),
        ("".join(_present(options.get("client-cert", ""))), ("SSL_CLIENT_CERT",)),
        (proxy, ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")),
        (proxy, ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")),
    )
    return {
        names[0]: value for value, names in offers if value and not any(environ.get(name) for name in names)
    }


def main_index_alone(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without every source beside the main index."""
    return {name: value for name, value in environment.items() if name not in SIDE_SOURCES}


def forbids_indexes(options: Mapping[str, str]) -> bool:
    """Say whether pip is told to use no index at all, only its find-links; uv has no variable for that."""
    return options.get("no-index", "").strip().lower() in {"1", "true", "yes", "on", "y", "t"}


def masked(text: str) -> str:
    """Return the text with the credentials of every address in it taken out."""
    return CREDENTIALS.sub("***@", text)


def _first(*values: str | None) -> str:
    """Return the first value that says something."""
    return next((value for value in values if value), "")


def _present(places: str) -> tuple[str, ...]:
    """Return the places of a space-separated list, without those on this machine that are not there."""
    return tuple(place for place in places.split() if _is_there(place))


def _is_there(place: str) -> bool:
    """Say whether a folder or a file: address is there; an address elsewhere is taken at its word."""
    if place.startswith("file:"):
        return Path(url2pathname(urlsplit(place).path)).exists()
    return "://" in place or Path(place).expanduser().exists()


def _seconds(stated: str) -> str:
    """Return whole seconds, rounded up; pip takes fractions, uv does not."""
    try:
        return str(math.ceil(float(stated)))
    except (ValueError, OverflowError):
        return ""
