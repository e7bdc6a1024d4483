"""Helpers for JAX: compiling functions, devices, and sums over ragged groups of rows."""
