"""The model: frozen values that readers make and that rules and targets read."""
