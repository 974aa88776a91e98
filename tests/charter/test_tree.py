"""What lies in the tree is the product: it runs anywhere and names nobody's computer."""

import re
from pathlib import Path

from tests.charter.source import ROOT, files, none

BINARY = {".ttf", ".png", ".jpg", ".ico", ".mo", ".gz", ".xlsx", ".pdf", ".db", ".dump"}
ELSEWHERE = {
    "a folder of one computer": re.compile(
        r"(?<![\w.])/(?:work|root|home/\w+|opt/(?:wheels|pypi))(?=/)"
    ),
    "a package registry": re.compile(
        r"pypi\.[o]rg|python[h]osted|npm[j]s|--(?:extra-)?index-url|--find-links"
    ),
    "work left over": re.compile(r"\b(?:TODO|FIXME|XX[X])\b"),
}


def test_a_walk_of_the_tree_leaves_out_what_gitignore_names(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("out/\n*.egg-info/\n*.mo\n", encoding="utf-8")
    made = ("app/a.py", "app/out/b.py", "c.egg-info/d", ".git/config", "e.mo", "out.txt", ".ci/run")
    for name in made:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list(files(tmp_path)) == [".ci/run", ".gitignore", "app/a.py", "out.txt"]


def test_no_file_depends_on_one_computer_or_registry() -> None:
    offences = [
        f"{name}:{number}: {what}: {line.strip()[:100]}"
        for name in files()
        if (ROOT / name).suffix not in BINARY and name != "tests/charter/test_tree.py"
        for number, line in enumerate(
            (ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        for what, pattern in ELSEWHERE.items()
        if pattern.search(line)
    ]
    none(offences, "Say it without the place where it happened to be written:")


def test_the_locks_pin_every_file_by_its_hash() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / "installer" / lock).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9][^\s=]*==\S+ \\\n    --hash=sha256:", text, re.MULTILINE)
        names = re.findall(r"^[A-Za-z0-9].*$", text, re.MULTILINE)
        assert len(pins) == len(names) > 10, f"{lock}: a package without a hash; run `make lock`"


def test_what_the_program_needs_is_named_with_its_licence() -> None:
    known = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8").lower().replace("_", "-")
    lock = (ROOT / "installer" / "requirements-dev.lock").read_text(encoding="utf-8")
    none(
        [
            name
            for name in re.findall(r"^([a-z0-9][\w.-]*)==", lock, re.MULTILINE)
            if name not in known
        ],
        "Name it in THIRD-PARTY.md:",
    )


def test_a_test_file_is_named_after_what_it_tests() -> None:
    """`tests/app/people/test_queries_sorted.py` tests `app/people/queries`; not all need one."""
    outside = []
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        place = file.relative_to(ROOT / "tests")
        if place.parts[0] in {"app", "db", "ui"} and "together" not in place.parts:
            folder = ROOT / place.parent
            names = [
                child.stem.strip("_") for child in folder.iterdir() if child.suffix in {"", ".py"}
            ]
            tested = place.stem.removeprefix("test_")
            if not any(tested == name or tested.startswith(f"{name}_") for name in names):
                outside.append(str(place))
    none(outside, "Name it after a module or package beside it, then what it looks at:")
