"""The pages, one file for each kind: each a router whose functions answer as HTML, JSON and CSV."""
