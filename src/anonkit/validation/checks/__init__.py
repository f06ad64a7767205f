"""What a value must look like: plain predicates that know no engine."""
