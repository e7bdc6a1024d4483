"""Tell one future as a dated story with reasons, alone or beside its counterfactual."""
