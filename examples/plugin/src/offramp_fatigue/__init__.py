"""A causal system for Offramp, in a package of its own."""
