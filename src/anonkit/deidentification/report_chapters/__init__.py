"""The chapters of a release's report, after ISO/IEC 27559, each from the report's findings and facts."""
