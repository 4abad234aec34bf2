HEAR x RETRIES "muitas"
' error: E311 line 1
