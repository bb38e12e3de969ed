"""The page in a real headless Chromium, without network."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--enable-logging=stderr",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars",
]  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def chromium(profile: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)


def console(run: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in run.stderr.splitlines() if "CONSOLE" in line]


def colours(png: Path) -> tuple[int, int, int]:
    """Width, height and the number of different rows of pixels of an 8-bit PNG (enough to tell blank from not)."""
    data = png.read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    packed, place = b"", 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += length + 12
    raw = zlib.decompress(packed)
    stride = len(raw) // height
    return width, height, len({raw[k * stride + 1 : (k + 1) * stride] for k in range(height)})


def test_no_errors_and_all_there(page_path: Path, tmp_path: Path) -> None:
    run = chromium(tmp_path / "profile", "--dump-dom", page_path.as_uri())
    assert console(run) == []
    assert "Audit: Ward &amp; Kolda 2023 &lt;draft&gt;" in run.stdout
    assert run.stdout.count("<math") > 40
    assert "<script" not in run.stdout


def test_the_console_is_heard(tmp_path: Path) -> None:
    """The test above would notice a violation of the policy."""
    bad = tmp_path / "bad.html"
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    bad.write_text(f"<!DOCTYPE html>{policy}<p style='color:red'>x</p>")
    assert console(chromium(tmp_path / "profile", "--dump-dom", bad.as_uri())) != []


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (400, False), (400, True)])
def test_not_blank(page_path: Path, tmp_path: Path, width: int, dark: bool) -> None:
    png = tmp_path / "shot.png"
    mode = ["--blink-settings=preferredColorScheme=0"] if dark else []
    window = [f"--window-size={width},1600", f"--screenshot={png}"]
    run = chromium(tmp_path / "profile", *mode, *window, page_path.as_uri())
    assert console(run) == []
    shown_width, height, rows = colours(png)
    assert (shown_width, height) == (width, 1600)
    assert rows > 200


def test_printed(page_path: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "page.pdf"
    run = chromium(tmp_path / "profile", f"--print-to-pdf={pdf}", "--no-pdf-header-footer", page_path.as_uri())
    assert console(run) == []
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert pdf.stat().st_size > 50_000
