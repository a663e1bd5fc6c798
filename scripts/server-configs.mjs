/** Settings of nginx and IIS for the built site, made from the same policy as the pages (scripts/policy.mjs). */
import { pageHeader } from './policy.mjs';

/** Sent with every answer. */
const common = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };
/** What is not a page is framed by nobody. */
const rest = `default-src 'self'; frame-ancestors 'none'`;

/** @typedef {ReadonlyMap<string, string>} Pages file name → HTML */

/** @param {Pages} pages @param {string} baseUrl */
export function nginxConfig(pages, baseUrl) {
  const { hostname, port, pathname } = new URL(`${baseUrl}/`);
  const policies = [...pages].map(
    ([name, html]) => `  "~/${name.replaceAll('.', '\\.')}$" "${pageHeader(name, html)}";`,
  );
  const bare = pathname === '/' ? '' : `  location = ${pathname.slice(0, -1)} { return 301 ${pathname}; }\n`;
  const headers = Object.entries(common).map(([name, value]) => `    add_header ${name} "${value}" always;`);
  return `# 清洁生产报表助手：nginx 设置，由 npm run bundle 按 ${baseUrl} 生成。
# 放入 /etc/nginx/conf.d/cpreport.conf（http 段内），改好标有【改】的三处，然后 nginx -t && nginx -s reload。
map $uri $cpreport_policy {
  default "${rest}";
${policies.join('\n')}
}
# 文件名带校验值的可以长期缓存，其余每次核对。
map $uri $cpreport_cache {
  default "no-cache";
  "~\\.[0-9a-f]{8}\\.(js|css|xlsx|png|svg)$" "public, max-age=31536000, immutable";
}
server {
  listen ${port || 443} ssl;
  server_name ${hostname};
  ssl_certificate /etc/ssl/cpreport/server.crt;       # 【改】单位签发的证书（含中间证书）
  ssl_certificate_key /etc/ssl/cpreport/server.key;   # 【改】私钥
  ssl_protocols TLSv1.2 TLSv1.3;
  server_tokens off;

${bare}  location ${pathname} {
    alias /srv/cpreport/site/;                        # 【改】压缩包中 site 文件夹所在的位置
    index workbench.html;
    limit_except GET { deny all; }
    charset utf-8;
    gzip on;
    gzip_min_length 1024;
    gzip_types text/css application/javascript text/javascript application/xml;
${headers.join('\n')}
    add_header Content-Security-Policy $cpreport_policy always;
    add_header Cache-Control $cpreport_cache always;
  }
}
`;
}

/** @param {string} text */
const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&apos;');

/** A header that an outer site may set already is taken away first.
 * @param {Record<string, string>} headers @param {string} indent
 */
const customHeaders = (headers, indent) =>
  Object.entries(headers)
    .flatMap(([name, value]) => [
      `<remove name="${name}" />`,
      `<add name="${name}" value="${escape(value)}" />`,
    ])
    .map((line) => `${indent}${line}`)
    .join('\n');

/** @param {Pages} pages */
export function webConfig(pages) {
  const locations = [...pages].map(
    ([name, html]) => `  <location path="${name}">
    <system.webServer>
      <httpProtocol>
        <customHeaders>
${customHeaders({ 'Content-Security-Policy': pageHeader(name, html) }, '          ')}
        </customHeaders>
      </httpProtocol>
    </system.webServer>
  </location>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- 清洁生产报表助手：IIS 设置，由 npm run bundle 生成。与网页放在同一文件夹即可，无需改动。 -->
<configuration>
  <system.webServer>
    <defaultDocument enabled="true">
      <files>
        <clear />
        <add value="workbench.html" />
      </files>
    </defaultDocument>
    <directoryBrowse enabled="false" />
    <staticContent>
      <clientCache cacheControlMode="DisableCache" />
    </staticContent>
    <security>
      <requestFiltering>
        <verbs allowUnlisted="false">
          <clear />
          <add verb="GET" allowed="true" />
          <add verb="HEAD" allowed="true" />
        </verbs>
      </requestFiltering>
    </security>
    <httpProtocol>
      <customHeaders>
        <remove name="X-Powered-By" />
${customHeaders({ ...common, 'Content-Security-Policy': rest }, '        ')}
      </customHeaders>
    </httpProtocol>
  </system.webServer>
${locations.join('\n')}
</configuration>
`;
}
