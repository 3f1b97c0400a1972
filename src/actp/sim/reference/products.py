"""The products of the six exchanges that the front knows. Data: exchanges change them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PRODUCTS", "UNIVERSE", "Product"]


@dataclass(frozen=True, slots=True)
class Product:
    """What the contracts of a product share. `night` is when its night session ends, "" without one."""

    id: str
    exchange: str
    multiplier: int
    price_tick: float
    limit: float
    """The price limit as a fraction of the previous settlement price."""
    reference: float
    """About where the price stands; a simulated market starts there."""
    months: tuple[int, ...]
    night: str = ""
    activity: int = 20
    """Lots that trade in an average half second."""


_ALL = tuple(range(1, 13))
_ODD = (1, 3, 5, 7, 9, 11)
_TERM = (1, 5, 9)
_STEEL = (1, 5, 10)
_QUARTER = (3, 6, 9, 12)
_EVEN = (2, 4, 6, 8, 10, 12)

PRODUCTS = {
    product.id: product
    for product in (
        Product("rb", "SHFE", 10, 1.0, 0.07, 3150.0, _STEEL, "23:00", 180),
        Product("hc", "SHFE", 10, 1.0, 0.07, 3300.0, _STEEL, "23:00", 60),
        Product("cu", "SHFE", 5, 10.0, 0.09, 79000.0, _ALL, "01:00", 18),
        Product("al", "SHFE", 5, 5.0, 0.09, 20600.0, _ALL, "01:00", 25),
        Product("zn", "SHFE", 5, 5.0, 0.09, 22400.0, _ALL, "01:00", 22),
        Product("ni", "SHFE", 1, 10.0, 0.12, 121000.0, _ALL, "01:00", 25),
        Product("au", "SHFE", 1000, 0.02, 0.10, 780.0, _EVEN, "02:30", 40),
        Product("ag", "SHFE", 15, 1.0, 0.12, 9100.0, _EVEN, "02:30", 90),
        Product("ru", "SHFE", 10, 5.0, 0.09, 15600.0, _TERM, "23:00", 45),
        Product("fu", "SHFE", 10, 1.0, 0.12, 2900.0, _TERM, "23:00", 90),
        Product("bu", "SHFE", 10, 1.0, 0.09, 3450.0, _EVEN, "23:00", 30),
        Product("sp", "SHFE", 10, 2.0, 0.07, 5200.0, _TERM, "23:00", 30),
        Product("sc", "INE", 1000, 0.1, 0.12, 485.0, _ALL, "02:30", 20),
        Product("nr", "INE", 10, 5.0, 0.09, 12600.0, _ALL, "23:00", 14),
        Product("lu", "INE", 10, 1.0, 0.12, 3500.0, _ALL, "23:00", 18),
        Product("ec", "INE", 50, 0.1, 0.20, 1400.0, _EVEN, "", 12),
        Product("m", "DCE", 10, 1.0, 0.07, 3050.0, _TERM, "23:00", 150),
        Product("i", "DCE", 100, 0.5, 0.10, 770.0, _TERM, "23:00", 90),
        Product("p", "DCE", 10, 2.0, 0.08, 9100.0, _TERM, "23:00", 80),
        Product("y", "DCE", 10, 2.0, 0.07, 8300.0, _TERM, "23:00", 50),
        Product("c", "DCE", 10, 1.0, 0.06, 2250.0, _TERM, "23:00", 60),
        Product("a", "DCE", 10, 1.0, 0.07, 4050.0, _TERM, "23:00", 20),
        Product("jm", "DCE", 60, 0.5, 0.10, 1150.0, _TERM, "23:00", 70),
        Product("j", "DCE", 100, 0.5, 0.10, 1650.0, _TERM, "23:00", 8),
        Product("l", "DCE", 5, 1.0, 0.07, 7250.0, _TERM, "23:00", 40),
        Product("pp", "DCE", 5, 1.0, 0.07, 7000.0, _TERM, "23:00", 45),
        Product("v", "DCE", 5, 1.0, 0.07, 4900.0, _TERM, "23:00", 90),
        Product("lh", "DCE", 16, 5.0, 0.08, 13700.0, _ODD, "", 10),
        Product("jd", "DCE", 10, 1.0, 0.07, 3200.0, _ALL, "", 20),
        Product("SR", "CZCE", 10, 1.0, 0.07, 5700.0, _TERM, "23:00", 45),
        Product("CF", "CZCE", 5, 5.0, 0.07, 13700.0, _TERM, "23:00", 40),
        Product("TA", "CZCE", 5, 2.0, 0.07, 4750.0, _TERM, "23:00", 110),
        Product("MA", "CZCE", 10, 1.0, 0.08, 2350.0, _TERM, "23:00", 120),
        Product("FG", "CZCE", 20, 1.0, 0.09, 1150.0, _TERM, "23:00", 150),
        Product("SA", "CZCE", 20, 1.0, 0.09, 1300.0, _TERM, "23:00", 160),
        Product("RM", "CZCE", 10, 1.0, 0.08, 2550.0, _TERM, "23:00", 80),
        Product("OI", "CZCE", 10, 1.0, 0.08, 9500.0, _TERM, "23:00", 40),
        Product("AP", "CZCE", 10, 1.0, 0.09, 8000.0, (1, 5, 10), "", 25),
        Product("CJ", "CZCE", 5, 5.0, 0.09, 10500.0, _TERM, "", 14),
        Product("IF", "CFFEX", 300, 0.2, 0.10, 4500.0, _QUARTER, "", 12),
        Product("IH", "CFFEX", 300, 0.2, 0.10, 2950.0, _QUARTER, "", 7),
        Product("IC", "CFFEX", 200, 0.2, 0.10, 6900.0, _QUARTER, "", 12),
        Product("IM", "CFFEX", 200, 0.2, 0.10, 7200.0, _QUARTER, "", 18),
        Product("T", "CFFEX", 10000, 0.005, 0.02, 108.0, _QUARTER, "", 9),
        Product("TF", "CFFEX", 10000, 0.005, 0.012, 105.8, _QUARTER, "", 7),
        Product("TS", "CFFEX", 20000, 0.002, 0.005, 102.3, _QUARTER, "", 5),
        Product("TL", "CFFEX", 10000, 0.01, 0.035, 116.0, _QUARTER, "", 9),
        Product("si", "GFEX", 5, 5.0, 0.09, 8800.0, _ALL, "", 70),
        Product("lc", "GFEX", 1, 20.0, 0.09, 72000.0, _ALL, "", 80),
        Product("ps", "GFEX", 3, 5.0, 0.09, 52000.0, _ALL, "", 20),
    )
}

# Of each product the nearest months of the default universe.
UNIVERSE = {
    "rb": 2,
    "hc": 1,
    "cu": 2,
    "al": 1,
    "zn": 1,
    "ni": 1,
    "au": 2,
    "ag": 2,
    "ru": 1,
    "fu": 1,
    "sc": 2,
    "nr": 1,
    "lu": 1,
    "m": 2,
    "i": 2,
    "p": 1,
    "y": 1,
    "c": 1,
    "jm": 1,
    "SR": 1,
    "CF": 1,
    "TA": 2,
    "MA": 1,
    "FG": 1,
    "SA": 1,
    "AP": 1,
    "IF": 2,
    "IC": 1,
    "IM": 1,
    "T": 1,
    "TS": 1,
    "si": 1,
    "lc": 1,
}
