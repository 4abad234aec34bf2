"""Benchmarks: `./attend bench [NAME …]`. Each measures the product beside a bare limit in the same run."""
