"""Reference data: exchanges, products, terms, phases."""
