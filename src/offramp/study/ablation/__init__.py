"""Measure what each causal system contributes by switching it off."""
