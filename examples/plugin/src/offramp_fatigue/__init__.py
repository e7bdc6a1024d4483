"""A causal system, a measure kind and a question for Offramp, in a package of their own."""
