"""What is said about the rules: pages, examples, codes of findings, changes between dialects."""
