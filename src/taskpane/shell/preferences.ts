import { type Severity, SEVERITIES } from '../../core';
import { type Language, LANGUAGES } from '../../strings/messages';

/** What a person has set for the pane, kept in the browser where that is possible. */
export interface Preferences {
  readonly language: Language | null;
  readonly severities: readonly Severity[];
}

const KEY = 'cpreport.pane';
const DEFAULTS: Preferences = { language: null, severities: SEVERITIES };

export function readPreferences(): Preferences {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<
      Record<keyof Preferences, unknown>
    >;
    const { language, severities } = found;
    return {
      language: LANGUAGES.find((one) => one === language) ?? null,
      severities: Array.isArray(severities)
        ? SEVERITIES.filter((one) => severities.includes(one))
        : SEVERITIES,
    };
  } catch {
    return DEFAULTS;
  }
}

/** Storage can be full, blocked or partitioned: then a setting lasts as long as the pane. */
export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Nothing is lost but the setting.
  }
}
