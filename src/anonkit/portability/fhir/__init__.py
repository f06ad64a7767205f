"""FHIR R4 as plain dicts: a file per group of resources."""
