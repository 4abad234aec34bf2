n = 10
n += 5
n -= 3
n *= 2
n /= 4
PRINT n
o = {x: 1}
o.x += 4
a = [1]
a[0] *= 7
t = "a"
t += "b"
PRINT o & a & t
' > 6
' > {"x":5}[7]ab
