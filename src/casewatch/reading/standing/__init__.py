"""Where each person stands: signs in the words about them, roles, final status."""
