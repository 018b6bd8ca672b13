"""Makes quizkit/targets/html/assets/maths.woff2: the part of STIX Two Math that formulas on pages need.

    python docs/maths_font.py STIX-TWO-MATH.woff2

The font is free (SIL Open Font License, see maths.LICENSE.txt); the package `@fontsource/stix-two-math`
has it as a file. Needs `fonttools` and `brotli`, which nothing else here does. Run it where a formula
lacks a sign, add the sign to `SIGNS`, and look at the page in a browser.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "quizkit" / "targets" / "html" / "assets" / "maths.woff2"

SIGNS = """
20-7e a0 a8 ac af b0 b1 b4 b7 d7 f7 131 237 2c6 2c7 2d8 2d9 2da 2dc
300-304 306-308 30a 30c 332 305 20d7 20db 20dc 391-3a9 3b1-3c9 3d1 3d5 3d6 3f0 3f1 3f5
2013 2014 2016 2018 2019 201c 201d 2020 2021 2026 2032-2034 203e 2044 2061-2063
2102 210e 210f 2110-2113 2115 2118-211a 211c 211d 2124 2135 2190-2199 21a6 21a9 21aa 21bc 21bd
21c0 21c1 21cc 21d0-21d5 2200-220d 220f-2214 2216-221a 221d 221e 2220-2237 223c 2240 2243 2245 2247-2249
224d 2250 2254 2260-2262 2264-2267 226a 226b 226e-2271 227a 227b 2282-228b 2291-2299 22a2-22a5 22a8
22c0-22c6 22ee 22ef 22f1 2300 2308-230b 23b4 23b5 23dc-23df 25a1 25b3 25cb 25ef 2713 27e8 27e9 27f5-27fa
2a00-2a02 2a7d 2a7e 1d400-1d467 1d49c-1d4b5 1d538-1d56b 1d6a4 1d6a5 1d6e2-1d71b
"""
"""Code points in hexadecimal, single or from-to."""

WIDEST = 900
"""Chromium gives every root the width of its widest sign: taller ones are made as narrow as this."""


def signs() -> list[int]:
    """The code points of `SIGNS`."""
    ends = [part.split("-") for part in SIGNS.split()]
    return [code for part in ends for code in range(int(part[0], 16), int(part[-1], 16) + 1)]


def subset(source: Path) -> Any:
    """The font with `SIGNS` alone."""
    from fontTools import subset as tools

    options = tools.Options(
        layout_features=["ssty"], hinting=False, name_IDs=[0, 1, 2, 13, 14], notdef_outline=True
    )
    font = tools.load_font(str(source), options)
    made = tools.Subsetter(options)
    made.populate(unicodes=signs())
    made.subset(font)
    return font


def narrow_roots(font: Any) -> None:
    """Makes the taller variants of the root sign no wider than `WIDEST`."""
    from fontTools.pens.roundingPen import RoundingPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    variants = font["MATH"].table.MathVariants
    place = variants.VertGlyphCoverage.glyphs.index(font.getBestCmap()[0x221A])
    root = variants.VertGlyphConstruction[place]
    names = [record.VariantGlyph for record in root.MathGlyphVariantRecord]
    names += [part.glyph for part in root.GlyphAssembly.PartRecords]
    drawn = font.getGlyphSet()
    narrow = {}
    for name in names:
        width = font["hmtx"][name][0]
        if width > WIDEST:
            pen = TTGlyphPen(None)
            drawn[name].draw(TransformPen(RoundingPen(pen), (WIDEST / width, 0, 0, 1, 0, 0)))
            narrow[name] = pen.glyph(dropImpliedOnCurves=False)
    for name, glyph in narrow.items():
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (WIDEST, glyph.xMin)


def main() -> None:
    """Writes the font."""
    from fontTools.ttLib import TTFont

    font = subset(Path(sys.argv[1]))
    narrow_roots(font)
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain)
    made = TTFont(io.BytesIO(plain.getvalue()), recalcTimestamp=False)
    made.flavor = "woff2"
    made.save(TARGET)
    sys.stdout.write(f"{TARGET}: {len(made.getGlyphOrder())} glyphs, {TARGET.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
