"""Tools of a checkout, not of the product: the studio that renders clips, and benchmarks."""
