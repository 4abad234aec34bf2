vendas = [{v: 1, c: "a"}, {v: 5, c: "b"}, {v: 7, c: "b"}]
minimo = 4
PRINT FILTER vendas, "v > " + minimo
PRINT FILTER(vendas, "c = 'a'")
' > [{"v":5,"c":"b"},{"v":7,"c":"b"}]
' > [{"v":1,"c":"a"}]
