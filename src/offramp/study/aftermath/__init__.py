"""The named questions of a case, foretold from its start and scored by what came."""
