"""Rules of this project that no linter knows. Each file is one rule: `check(root)` yields what breaks it."""
