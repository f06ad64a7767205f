"""The clinic's own vocabulary: word lists that ship as data, read by the lexicon."""
