/** The manifest for the address that the add-in is served from, and what it says of itself. */

/** Where `npm run excel` serves the pages; manifest.xml in the checkout has this address. */
export const LOCAL = 'https://localhost:3000';

/** The address without a slash at its end; a folder may follow the host's name.
 * @param {string} text
 */
export function readBaseUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' || url.username || url.search || url.hash || /[<>"']/.test(text)) {
    throw new Error(
      `baseUrl 应为 https 地址，可以带目录，如 https://example.gov.cn/cpreport ，现为：${text} (baseUrl has to be an https address)`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** @param {string} xml manifest.xml as it stands in the checkout @param {string} baseUrl */
export const makeManifest = (xml, baseUrl) => xml.replaceAll(LOCAL, readBaseUrl(baseUrl));

/** @param {string} xml */
export function identityOf(xml) {
  const [, id = ''] = /<Id>([^<]+)<\/Id>/.exec(xml) ?? [];
  const [, version = ''] = /<Version>([^<]+)<\/Version>/.exec(xml) ?? [];
  return { id, version };
}
