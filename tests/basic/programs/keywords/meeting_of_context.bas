' context: meeting {"id": "m2"}
meeting.invite("ana@example.com")
' calls: MEETING.INVITE [{"id":"m2"},"ana@example.com"]
