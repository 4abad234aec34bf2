// Runs before the first paint, so that the chosen theme never flashes. A file, not inline: the CSP allows no inline script.
;(function () {
  var chosen = localStorage.getItem('theme') || 'system'
  var dark = chosen === 'dark' || (chosen === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
