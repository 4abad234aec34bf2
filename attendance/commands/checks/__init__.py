"""What `attendance doctor` looks at. Each check reads and judges; none changes anything."""
