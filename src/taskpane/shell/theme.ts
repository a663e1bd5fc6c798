import { teamsHighContrastTheme, type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';

export type ThemeName = 'light' | 'dark' | 'contrast';

const fontFamilyBase = '"Segoe UI", "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif';
const themes: Readonly<Record<ThemeName, Theme>> = {
  light: { ...webLightTheme, fontFamilyBase },
  dark: { ...webDarkTheme, fontFamilyBase },
  contrast: { ...teamsHighContrastTheme, fontFamilyBase },
};

export const themeOf = (name: ThemeName): Theme => themes[name];

/** For what the browser draws itself: scroll bars, the calendar of a date. */
export const schemeOf = (name: ThemeName): 'light' | 'dark' => (name === 'light' ? 'light' : 'dark');
