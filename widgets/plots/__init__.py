"""Plots: series in, a picture out. Matplotlib figures that are kept and updated, never rebuilt."""
