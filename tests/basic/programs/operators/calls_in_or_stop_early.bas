PRINT sim() OR grita()
PRINT nao() AND grita()
FUNCTION sim
    RETURN "sim"
END FUNCTION
FUNCTION nao
    RETURN ""
END FUNCTION
FUNCTION grita
    PRINT "nunca"
    RETURN 1
END FUNCTION
' > sim
' >
