"""Run folders as the server reads them."""
