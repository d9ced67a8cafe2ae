"""What people typed, read into plain values: one parser a form, and a FormError at the field that is wrong."""
