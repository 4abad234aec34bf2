"""What builds, checks and tests the project. Not part of the product."""
