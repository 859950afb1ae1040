import { useState } from 'react';

export type Theme = 'light' | 'dark' | 'system';

function stored(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** Light, dark, or as the system has it; `public/theme.js` sets what was chosen before the first paint. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, set] = useState<Theme>(stored);
  const choose = (next: Theme) => {
    if (next === 'system') {
      localStorage.removeItem('theme');
      delete document.documentElement.dataset.theme;
    } else {
      localStorage.setItem('theme', next);
      document.documentElement.dataset.theme = next;
    }
    set(next);
  };
  return [theme, choose];
}
