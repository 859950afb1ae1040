import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';

export const LOCALES = ['id', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** A feature's texts in every language, side by side in one file; the compiler sees to it that none is missing. */
export type Texts<T> = { en: T; id: T };

const LocaleContext = createContext<{ locale: Locale; setLocale(locale: Locale): void }>({
  locale: 'id',
  setLocale: () => {},
});

function firstLocale(): Locale {
  const chosen = localStorage.getItem('locale');
  if (chosen === 'id' || chosen === 'en') return chosen;
  return navigator.languages.find((tag) => /^(id|ms)\b/.test(tag)) ? 'id' : 'en';
}

export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, choose] = useState<Locale>(firstLocale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const setLocale = useCallback((next: Locale) => {
    localStorage.setItem('locale', next);
    choose(next);
  }, []);
  const value = useMemo(() => ({ locale, setLocale }), [locale, setLocale]);
  return <LocaleContext value={value}>{children}</LocaleContext>;
}

export function useLocale() {
  return use(LocaleContext);
}

/** The texts of a feature in the language of who reads. */
export function useText<T>(texts: Texts<T>): T {
  return texts[use(LocaleContext).locale];
}

type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** `plural('en', 2, {one: '# ticket', other: '# tickets'})`. */
export function plural(locale: Locale, count: number, forms: Plural): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  return form.replace('#', new Intl.NumberFormat(locale).format(count));
}
