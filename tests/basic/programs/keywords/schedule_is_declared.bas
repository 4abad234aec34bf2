SET SCHEDULE "every 5 minutes"
CLEAR KB
' calls: CLEAR KB []
