import { useEffect, useState } from 'react';
import { hasLanguage, type Language } from '../../strings/messages';

interface Spoken {
  readonly language: Language;
  /** The words of the language asked for did not come. */
  readonly missing: boolean;
}

/**
 * The language asked for, once its words are here; until then, or where they do not come, Chinese. They are asked for
 * again when `choice` is another: the person has chosen once more.
 */
export function useLanguage(asked: Language, choice?: unknown): Spoken {
  const [missing, setMissing] = useState(false);
  const [, setLoaded] = useState(false);
  useEffect(() => {
    if (hasLanguage(asked)) return;
    import('../../strings/english').then(
      () => {
        setMissing(false);
        setLoaded(true);
      },
      () => setMissing(true),
    );
  }, [asked, choice]);
  const here = hasLanguage(asked);
  return { language: here ? asked : 'zh-CN', missing: missing && !here };
}
