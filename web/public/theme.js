// Runs before the first paint, as a file of its own because the content security policy allows no inline script.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('loggia.theme')
  } catch {
    // Storage can be closed; the system's preference is used then.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  const bar = document.querySelector('meta[name=theme-color]')
  if (bar && dark) bar.setAttribute('content', '#10171c')
})()
