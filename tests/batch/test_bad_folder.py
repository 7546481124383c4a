"""The real pipeline on a folder with bad files: every good letter's record, every bad one's code."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import yaml
from fpdf.enums import EncryptionMethod
from made_batches import SAMPLES, files_in
from made_pdfs import drawing

from sendscan.cli import main


def pdf(words: str, **encryption: EncryptionMethod) -> bytes:
    drawn = drawing()
    drawn.words(words)
    if encryption:
        drawn.set_encryption("owner", "secret", **encryption)
    return drawn.bytes()


@pytest.fixture
def folder(here: Path) -> dict[str, str]:
    """The bad files' names with their codes; the good letters are beside them in ``in``."""
    made = here / "in"
    made.mkdir()
    for letter in SAMPLES.glob("*.txt"):
        shutil.copy(letter, made)
    bad = {
        "empty.pdf": (b"", "empty_file"),
        "binary.pdf": (bytes(range(256)) * 64, "damaged"),
        "picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(200), "unsupported_type"),
        "truncated.pdf": (pdf("Dear Ms Penn")[:300], "damaged"),
        "encrypted.pdf": (pdf("Dear Ms Penn", encryption_method=EncryptionMethod.RC4), "encrypted"),
        "scan.pdf": (pdf(""), "no_text_layer"),
        "minutes.txt": (b"Minutes of the allotment society. Apologies were received.", "unknown_kind"),
    }
    for name, (data, _) in bad.items():
        (made / name).write_bytes(data)
    with (made / "zeros.pdf").open("wb") as file:
        file.truncate(300 * 2**20)
    (made / "self.pdf").symlink_to("self.pdf")
    (made / "loop").symlink_to(made, target_is_directory=True)
    codes = {name: code for name, (_, code) in bad.items()}
    codes |= {"zeros.pdf": "too_large", "self.pdf": "unreadable", "loop": "symlink_loop"}
    if os.geteuid() != 0:  # root may read everything
        shutil.copy(made / "scan.pdf", made / "locked.pdf")
        (made / "locked.pdf").chmod(0)
        codes["locked.pdf"] = "unreadable"
    return codes


def test_every_good_record_and_every_bad_code(
    folder: dict[str, str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["batch", "in", "-o", "out"]) == 3
    said = capsys.readouterr().err
    summary = yaml.safe_load(Path("out/summary.yaml").read_text())
    assert {one["name"]: one["code"] for one in summary["failures"]} == folder
    for name, code in folder.items():
        assert any(line.startswith(f"sendscan: {name}") and f"[{code}]" in line for line in said.splitlines())
    good = sorted(path.name for path in SAMPLES.glob("*.txt"))
    assert main(["parse", *(f"in/{name}" for name in good), "-o", "parsed/"]) == 0
    parsed = {name: data.replace(b"name: in/", b"name: ") for name, data in files_in(Path("parsed")).items()}
    written = {name: data for name, data in files_in(Path("out")).items() if name != "summary.yaml"}
    assert written == parsed and len(written) == len(good)


def test_a_password_opens_what_was_encrypted(folder: dict[str, str], here: Path) -> None:
    main(["batch", "in/encrypted.pdf", "-o", "out/", "-q"])
    main(["batch", "in/encrypted.pdf", "-o", "opened/", "-q", "--password", "secret"])
    for out, code in {"out": "encrypted", "opened": "unknown_kind"}.items():
        (failure,) = yaml.safe_load(Path(f"{out}/summary.yaml").read_text())["failures"]
        assert failure["code"] == code
