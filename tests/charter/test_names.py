"""One class name means one thing in the whole program."""

from collections import defaultdict

from tests.charter.source import modules, none


def test_a_public_class_name_stands_once() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for module in modules("app", "db", "ui"):
        for node in module.classes():
            if not node.name.startswith("_"):
                places[node.name].append(module.at(node, node.name))
    none(
        [place for same in places.values() if len(same) > 1 for place in same],
        "Another class has this name already:",
    )
