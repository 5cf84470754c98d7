"""A whole run: each unit judged while compilers are asked, what counts as a finding, and what is the same as before."""
