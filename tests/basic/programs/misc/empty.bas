' nothing happens
