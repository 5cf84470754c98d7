"""A whole run.

`pipeline` is its flow; `evaluate` judges the classes of a group of units while compilers are asked about the next, and
compares. `findings` says what counts, `use_findings` which places lack what they need, `odr` where two units define one
class in two ways, `unseen_constructors` which uses the files of a run decide together, `preprocessor_differences` which
classes a compiler sees differently through `#if`, `other_target` how another target lays a class out. `cached_run` does
not do again what would come out the same.
"""
