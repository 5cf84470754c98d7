// The toolkit for random numbers may be missing beside the others: Clang asks for this one in every CUDA source.
