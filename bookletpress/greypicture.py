"""A photograph or logo in greys, for editions that are printed with black alone. Laid on white: paper has no holes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from PIL import Image

from bookletpress.edition import Asset


def grey(asset: Asset) -> Asset:
    """The same picture without colour; drawings are left to `finish.grey`."""
    if asset.media_type not in ("image/png", "image/jpeg"):
        return asset
    with Image.open(BytesIO(asset.data)) as picture:
        whole = picture.convert("RGBA")
    white = Image.new("RGBA", whole.size, "white")
    out = BytesIO()
    Image.alpha_composite(white, whole).convert("L").save(out, "PNG", optimize=True)
    return replace(asset, media_type="image/png", data=out.getvalue())
