export const tokens = "./tokens.css"
