"""Benchmarks: `./attend bench [NAME …]`. Each measures the product beside a bare limit of this machine in the same run."""
