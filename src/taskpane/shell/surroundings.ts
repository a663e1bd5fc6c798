import { useEffect, useState } from 'react';
import type { Language } from '../../strings/messages';
import type { ThemeName } from './theme';

/** How the application around the pane looks and speaks, as far as it says so. */
export interface Around {
  readonly read: () => { readonly dark: boolean | null; readonly language: string | null };
  /** Tells when it may look different. */
  readonly watch: (listener: () => void) => () => void;
}

interface Look {
  readonly theme: ThemeName;
  readonly language: Language;
}

const CONTRAST = '(forced-colors: active)';
const DARK = '(prefers-color-scheme: dark)';

/** The application's own theme and language; where it says nothing, those of the system. */
function lookAround({ read }: Around): Look {
  const { dark, language } = read();
  const theme = (dark ?? matchMedia(DARK).matches) ? 'dark' : 'light';
  return {
    theme: matchMedia(CONTRAST).matches ? 'contrast' : theme,
    language: (language ?? navigator.language).toLowerCase().startsWith('zh') ? 'zh-CN' : 'en',
  };
}

/** Follows what is around the pane; `place` is what was found out about it last. */
export function useSurroundings(around: Around, place: unknown): Look {
  const [look, setLook] = useState(() => lookAround(around));
  useEffect(() => {
    const update = (): void =>
      setLook((before) => {
        const now = lookAround(around);
        return now.theme === before.theme && now.language === before.language ? before : now;
      });
    update();
    const media = [CONTRAST, DARK].map((query) => matchMedia(query));
    media.forEach((one) => one.addEventListener('change', update));
    const leave = around.watch(update);
    return () => {
      media.forEach((one) => one.removeEventListener('change', update));
      leave();
    };
  }, [around, place]);
  return look;
}
