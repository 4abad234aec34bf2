/** The shop's own script, as any site would have one: a bag that counts, and buttons that open the chat. */
import './loja.css'
import '../src/launcher/commands.ts'

let count = 0
const bag = document.querySelector('[data-count]')

for (const button of document.querySelectorAll('[data-add]')) {
  button.addEventListener('click', () => {
    count += 1
    if (bag) bag.textContent = String(count)
  })
}
for (const button of document.querySelectorAll('[data-chat]')) {
  button.addEventListener('click', () => window.Attendance?.('open'))
}
