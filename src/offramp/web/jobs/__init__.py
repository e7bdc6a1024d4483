"""Long work: each job in a process of its own, at lower priority than the pages, with limits, progress and cancel."""
