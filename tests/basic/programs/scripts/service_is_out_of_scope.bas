x = CALL "/comm/email/send", 1
' error: E401 line 1
