"""Attribute the difference between two case files to the quantities in which they differ."""
