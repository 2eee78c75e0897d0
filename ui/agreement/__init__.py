"""How well annotators agree, shown: tables of figures, confusions, what lies behind them.

The figures are the core's; here they get names, words and places to click.
"""
