"""The tree as plain text, LaTeX and MathML, each by one table from operators to rules."""
