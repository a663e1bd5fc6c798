/** Names of reporters (HDR-01). */

const SUFFIX = /(?:维吾尔自治区|壮族自治区|回族自治区|自治区|省|市)$/;
const CITY = /市\s*$/;
const LOCAL = /^[\u4e00-\u9fff·]{1,20}(?:市|州|盟|地区|区|县|旗)$/;

/** A region without its suffix: 山东省 and 山东 are the same, however wide their brackets and spaces are. */
export const bare = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\u200b]+/g, '')
    .replace(SUFFIX, '');

const known = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

/** A form's regions by their bare names. */
export function regionsByName(regions: readonly string[]): ReadonlyMap<string, string> {
  let names = known.get(regions);
  if (!names) known.set(regions, (names = new Map(regions.map((region) => [bare(region), region]))));
  return names;
}

/** The full name of one of the form's regions, however its suffix was written; null where it is none. */
export function findRegion(name: string, regions: readonly string[]): string | null {
  const region = regionsByName(regions).get(bare(name)) ?? null;
  // 吉林市 is not 吉林省.
  return region !== null && CITY.test(name) && !CITY.test(region) ? null : region;
}

/** One of the regions, or what can be the name of a city, prefecture or county. */
export const isReporter = (name: string, regions: readonly string[]): boolean =>
  findRegion(name, regions) !== null || LOCAL.test(name.replace(/\s+/g, ''));

/** The same for every way to write a reporter's name: 山东 and 山东省, 烟台 and 烟台市; 吉林市 is not 吉林省. */
export const nameKey = (name: string, regions: readonly string[]): string =>
  findRegion(name, regions) ?? bare(name);
