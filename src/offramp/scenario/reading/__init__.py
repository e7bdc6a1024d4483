"""Read case files: YAML with lines, quantities as written, library defaults, faults, and the schema."""
