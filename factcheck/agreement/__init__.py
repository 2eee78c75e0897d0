"""How well annotators agree: the coefficients, and all figures of some layers together.

Pure: it knows no database and no window. Undefined is a figure without a value and with a reason,
never 0 or 1. What is compared with what follows the contract; each function names its source.
"""
