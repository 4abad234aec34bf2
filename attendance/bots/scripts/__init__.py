"""What runs and what it may touch: compiled scripts, executions as rows, and the scene of one turn."""
