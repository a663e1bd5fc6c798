/** How the Excel around the pane looks and speaks, as far as it says so. */
export interface Surroundings {
  /** Null where Excel does not say: its web edition, and a page without Excel. */
  readonly dark: boolean | null;
  /** E.g. zh-CN. */
  readonly language: string | null;
}

export function surroundings(): Surroundings {
  if (typeof Office === 'undefined') return { dark: null, language: null };
  // It has no members before office.js has found Excel.
  const { officeTheme, displayLanguage } = Office.context as Partial<Office.Context>;
  return { dark: officeTheme ? isDark(officeTheme) : null, language: displayLanguage ?? null };
}

/**
 * Excel has no event for its theme (OfficeThemeChanged is Outlook's). Who changes it is in another window or menu,
 * and comes back to the pane.
 */
export function watchSurroundings(listener: () => void): () => void {
  const moments = ['focus', 'pointerenter', 'visibilitychange'] as const;
  const places = [window, document.documentElement, document];
  moments.forEach((moment, at) => places[at]!.addEventListener(moment, listener));
  return () => moments.forEach((moment, at) => places[at]!.removeEventListener(moment, listener));
}

/** Newer editions say it; else the background does. */
function isDark({ isDarkTheme, bodyBackgroundColor }: Office.OfficeTheme): boolean | null {
  if (typeof isDarkTheme === 'boolean') return isDarkTheme;
  const channels = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(bodyBackgroundColor ?? '');
  if (!channels) return null;
  const [red = 0, green = 0, blue = 0] = channels.slice(1).map((digits) => parseInt(digits, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
