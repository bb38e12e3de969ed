"""Papers under audit: one package each, one module for each numbered statement."""
