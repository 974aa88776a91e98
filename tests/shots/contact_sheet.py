"""All pictures on one page, to be looked through in a browser."""

from html import escape
from pathlib import Path

PAGE = """<!doctype html><meta charset="utf-8"><title>Dealer Desk</title>
<style>body{{font:14px sans-serif;margin:24px;background:#eee}}
section{{display:flex;flex-wrap:wrap;gap:12px}}
figure{{margin:0;width:340px}}
img{{width:100%;border:1px solid #ccc}}figcaption{{color:#555}}</style>
{body}
"""


def write(out: Path) -> None:
    """index.html in `out`, one section per folder."""
    folders = sorted({picture.parent for picture in out.rglob("*.png")})
    body = "\n".join(_section(folder, out) for folder in folders)
    (out / "index.html").write_text(PAGE.format(body=body), encoding="utf-8")


def _section(folder: Path, out: Path) -> str:
    pictures = "\n".join(
        _figure(picture.relative_to(out)) for picture in sorted(folder.glob("*.png"))
    )
    return f"<h2>{escape(str(folder.relative_to(out)))}</h2>\n<section>{pictures}</section>"


def _figure(path: Path) -> str:
    name = escape(path.as_posix())
    return (
        f'<figure><a href="{name}"><img loading="lazy"'
        f' src="{name}"></a><figcaption>{escape(path.stem)}</figcaption></figure>'
    )
