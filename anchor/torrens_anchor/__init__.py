"""Evidence: bytes in, proof or verdict out. Pure, and what a court installs alone."""
