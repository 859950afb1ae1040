// Before the first paint, so that nobody who chose dark sees a flash of light.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be switched off; then the system's setting holds.
}
