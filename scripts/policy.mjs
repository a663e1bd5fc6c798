/** The content security policy of the built pages. Griffel and Univer inject style elements, hence unsafe-inline. */

/**
 * @param {string} [officeOrigin] where office.js comes from (the pane only)
 * @param {string} [ownOrigin] the origin that the page is served from
 */
export function policy(officeOrigin, ownOrigin) {
  const scripts = officeOrigin && officeOrigin !== ownOrigin ? `'self' ${officeOrigin}` : `'self'`;
  return [
    `default-src 'none'`,
    `script-src ${scripts}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self' data:`,
    `connect-src 'self'`,
    `worker-src 'self' blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/** Excel on the web shows the pane in a frame; nothing else may frame a page. */
const office = [
  'https://*.officeapps.live.com',
  'https://*.office.com',
  'https://*.cloud.microsoft',
  'https://*.sharepoint.com',
  'https://*.partner.officewebapps.cn',
  'https://*.sharepoint.cn',
];

/** What Excel on the web may show in its frame: the pane, and the notice in its place. */
const framed = ['taskpane.html', 'notice.html'];

/** frame-ancestors is ignored in a meta element, so the server adds it to the policy it finds in the page.
 * @param {string} name file name of the page
 * @param {string} html
 */
export function pageHeader(name, html) {
  const found = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? policy();
  const ancestors = framed.includes(name) ? `'self' ${office.join(' ')}` : `'none'`;
  return `${found}; frame-ancestors ${ancestors}`;
}
