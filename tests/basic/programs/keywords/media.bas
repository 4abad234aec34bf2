SEND IMAGE TO "+5511", "a.png"
SEND AUDIO "a.mp3"
SEND AUDIO TO "+5511", "a.mp3"
SEND VIDEO "a.mp4"
SEND VIDEO TO "+5511", "a.mp4"
' calls: SEND IMAGE TO ["+5511","a.png"]
' calls: SEND AUDIO ["a.mp3"]
' calls: SEND AUDIO TO ["+5511","a.mp3"]
' calls: SEND VIDEO ["a.mp4"]
' calls: SEND VIDEO TO ["+5511","a.mp4"]
