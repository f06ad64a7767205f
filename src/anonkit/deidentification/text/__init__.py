"""Free text: identifiers found and replaced."""
