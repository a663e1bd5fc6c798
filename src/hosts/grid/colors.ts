/** Colours of an .xlsx file (rgb, theme with tint, indexed) as CSS colours. */
import type { Color } from 'hucre';

/** Excel's palette entries 0–7, repeated as 8–15; later entries are as good as unused today. */
const INDEXED = ['000000', 'FFFFFF', 'FF0000', '00FF00', '0000FF', 'FFFF00', 'FF00FF', '00FFFF'];
/** In a theme part the order is dk1 lt1 dk2 lt2 …, but styles count lt1 dk1 lt2 dk2 …. */
const SWAPPED = [1, 0, 3, 2];
const OFFICE = [
  ...['000000', 'FFFFFF', '44546A', 'E7E6E6', '4472C4', 'ED7D31'],
  ...['A5A5A5', 'FFC000', '5B9BD5', '70AD47', '0563C1', '954F72'],
];

export type Palette = readonly string[] | undefined;

export function cssColor(color: Color | undefined, palette: Palette): string | null {
  if (!color) return null;
  const base = baseOf(color, palette);
  if (base === null) return null;
  return `#${color.tint ? tinted(base, color.tint) : base}`;
}

function baseOf({ rgb, theme, indexed }: Color, palette: Palette): string | null {
  if (rgb !== undefined) return /^[0-9a-f]{6}$/i.test(rgb.slice(-6)) ? rgb.slice(-6).toUpperCase() : null;
  if (theme !== undefined) {
    const at = SWAPPED[theme] ?? theme;
    const found = palette?.[at] ?? OFFICE[at];
    return found ? found.replace('#', '').slice(-6).toUpperCase() : null;
  }
  if (indexed !== undefined && indexed < 16) return INDEXED[indexed % 8] ?? null;
  return null;
}

/** Lighter (towards white) for a positive tint, darker for a negative one; close enough to Excel's HLS. */
function tinted(rgb: string, tint: number): string {
  return [0, 2, 4]
    .map((at) => {
      const channel = parseInt(rgb.slice(at, at + 2), 16);
      const moved = tint < 0 ? channel * (1 + tint) : channel + (255 - channel) * tint;
      return Math.round(Math.min(255, Math.max(0, moved)))
        .toString(16)
        .padStart(2, '0');
    })
    .join('')
    .toUpperCase();
}
