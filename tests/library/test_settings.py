"""``sendscan.toml``: found upwards, read strictly, paths beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendscan.errors import UsageError
from sendscan.settings import Settings, library_path, settings


def test_the_nearest_file_above_counts_and_its_paths_are_beside_it(tmp_path: Path) -> None:
    (tmp_path / "sendscan.toml").write_text('library = "far.db"\n')
    near = tmp_path / "a"
    deep = near / "b" / "c"
    deep.mkdir(parents=True)
    assert settings(deep).library == tmp_path.resolve() / "far.db"
    (near / "sendscan.toml").write_text('library = "near.db"\nrules = ["mine", "/theirs"]\n')
    found = settings(deep)
    assert found.library == near.resolve() / "near.db"
    assert found.rules == (near.resolve() / "mine", Path("/theirs"))


def test_no_file_is_no_settings(tmp_path: Path) -> None:
    assert settings(tmp_path) == Settings()


def test_the_variable_comes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sendscan.toml").write_text('library = "file.db"\n')
    monkeypatch.delenv("SENDSCAN_LIBRARY", raising=False)
    assert library_path(tmp_path) == tmp_path.resolve() / "file.db"
    monkeypatch.setenv("SENDSCAN_LIBRARY", "variable.db")
    assert library_path(tmp_path) == Path("variable.db")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("library = \n", "sendscan.toml:1:"),
        ("a = 1\nlibrary", "not TOML"),
        ("libary = 'x.db'", "no setting called libary"),
        ("library = 3", "library is not a path"),
        ("library = ['a.db', 'b.db']", "one file"),
        ("rules = [1]", "rules is not a path"),
        ("library = ''", "library is not a path"),
    ],
)
def test_a_wrong_file_is_said_to_be_wrong(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "sendscan.toml").write_text(text)
    with pytest.raises(UsageError) as told:
        settings(tmp_path)
    assert message in str(told.value) and "sendscan.toml" in str(told.value)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "sendscan.toml").write_bytes(b'library = "\xff.db"')
    with pytest.raises(UsageError, match="UTF-8"):
        settings(tmp_path)
