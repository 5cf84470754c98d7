"""What libclang has no function for, asked as C++ that is parsed with the unit."""
