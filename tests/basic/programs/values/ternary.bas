n = 3
PRINT n > 2 ? "muitos" : "poucos"
PRINT n > 5 ? "a" : n > 2 ? "b" : "c"
' > muitos
' > b
