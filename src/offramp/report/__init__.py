"""The report of a run: one self-contained HTML file that begins with the answer."""
