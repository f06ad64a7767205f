"""Records made by others, in FHIR R4, as canonical rows: a file per group of resources."""
