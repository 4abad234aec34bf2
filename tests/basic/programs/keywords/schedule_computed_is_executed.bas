quando = NOW() + HOURS(2)
SET SCHEDULE quando, "lembrete.bas"
' calls: SET SCHEDULE ["2026-03-10T14:00:00-03:00","lembrete.bas"]
