EXIT FOR
' check: E141 1:1
