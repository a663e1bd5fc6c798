import { useEffect, useState } from 'react';
import { hasLanguage, type Language } from '../../strings/messages';

/** The language asked for, once its words are here; until then, or where they do not come, Chinese. */
export function useLanguage(asked: Language): Language {
  const [, setLoaded] = useState(false);
  useEffect(() => {
    if (hasLanguage(asked)) return;
    import('../../strings/english').then(
      () => setLoaded(true),
      () => undefined,
    );
  }, [asked]);
  return hasLanguage(asked) ? asked : 'zh-CN';
}
