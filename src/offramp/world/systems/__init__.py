"""The causal systems of the world, one file each."""
