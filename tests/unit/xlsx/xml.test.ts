/** Our XML reader says what saxes says, of what writers write and of what breaks on the way. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { XlsxError } from '../../../src/hosts/xlsx/error';
import { decodeXml, localName, parseXml, readXml, type XmlSource } from '../../../src/hosts/xlsx/xml';
import { readBytes } from '../../../src/cli/inflate';

type Event = readonly [kind: string, name: string, attributes?: Readonly<Record<string, string>>];

/** Pieces of text that follow each other are one; null where the text is refused. */
function joined(work: (tell: (event: Event) => void) => void): Event[] | null {
  const events: Event[] = [];
  try {
    work((event) => {
      const last = events.at(-1);
      if (event[0] === 'text' && last?.[0] === 'text')
        events[events.length - 1] = ['text', last[1] + event[1]];
      else events.push(event);
    });
  } catch (error) {
    if (error instanceof XlsxError || error instanceof Refused) return null;
    throw error;
  }
  return events;
}
class Refused extends Error {}

const ours = (xml: string) => told(() => xml);

const told = (source: () => string | XmlSource) =>
  joined((tell) =>
    parseXml(source(), 'part', {
      open: (name, attributes) => tell(['open', name, { ...attributes }]),
      close: (name) => tell(['close', name]),
      text: (text) => tell(['text', text]),
    }),
  );

const theirs = (xml: string) =>
  joined((tell) => {
    const parser = new SaxesParser();
    let depth = 0;
    parser.on('error', () => {
      throw new Refused();
    });
    parser.on('doctype', () => {
      throw new Refused();
    });
    parser.on('opentag', ({ name, attributes }) => {
      depth++;
      tell(['open', localName(name), { ...(attributes as Record<string, string>) }]);
    });
    parser.on('closetag', ({ name }) => {
      depth--;
      tell(['close', localName(name)]);
    });
    parser.on('text', (text) => depth > 0 && tell(['text', text]));
    parser.on('cdata', (text) => tell(['text', text]));
    parser.write(xml).close();
  });

const parts = Object.entries(
  unzipSync(readFileSync(join(resolve(__dirname, '../../..'), 'samples/faulty.xlsx'))),
)
  .filter(([name]) => /\.(xml|rels)$/.test(name))
  .map(([name, bytes]) => [name, strFromU8(bytes)] as const);

test.each(parts)('%s', (_, xml) => {
  const events = ours(xml);
  expect(events).not.toBeNull();
  expect(events).toEqual(theirs(xml));
});

const ODD = `<?xml version="1.0" encoding="UTF-8"?><!-- a --><x:a xmlns:x='u' 名="1&lt;&#x4e2d;&#20013;"
  b = "two\tlines
  here" ><![CDATA[<&]]>text &amp; <b/><c ></c ><?pi some?>\r\n</x:a><!-- end -->\n`;

test('oddities that are legal', () => {
  expect(ours(ODD)).not.toBeNull();
  expect(ours(ODD)).toEqual(theirs(ODD));
});

const small = parts.find(([name]) => name === 'xl/workbook.xml')![1];
const PIECES = [
  '<',
  '>',
  '/',
  '"',
  "'",
  '&',
  ';',
  '=',
  ' ',
  ']]>',
  '<!--',
  '-->',
  '--',
  '<![CDATA[',
  '<?x?>',
  '\u0001',
];
const MORE = [
  '&#0;',
  '&#x41;',
  '&no;',
  '<!DOCTYPE a>',
  '<a>',
  '</a>',
  ' a="1"',
  '\uffff',
  '1',
  ':',
  '\r',
  '<?xml?>',
];

test('whatever is cut out, put in or doubled: both read the same, or both refuse', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(ODD, small.slice(0, 900), small),
      fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          cut: fc.nat({ max: 3 }),
          put: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES, ...MORE)),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      (start, changes) => {
        const xml = changes.reduce((text, { at, cut, put }) => {
          // What saxes says of the declaration's own inside is of no interest.
          const declared = text.indexOf('?>') + 2;
          const place = declared + Math.floor(at * (text.length - declared));
          return text.slice(0, place) + put + text.slice(place + cut);
        }, start);
        expect([xml, ours(xml)]).toEqual([xml, theirs(xml)]);
      },
    ),
    { numRuns: 3000 },
  );
});

const sign = fc.oneof(
  fc.constantFrom(
    '<',
    '>',
    '&',
    ';',
    '"',
    "'",
    '=',
    '/',
    '?',
    ' ',
    '\n',
    '\r',
    '\t',
    'a',
    ':',
    ']]>',
    '&#1;',
  ),
  fc.constantFrom(
    '甲',
    'à',
    '\u00a0',
    '\u0085',
    '\ufeff',
    '\ufffe',
    '\uffff',
    '\u0001',
    '\u001f',
    '\u{1f600}',
  ),
  fc.string({ unit: 'binary', maxLength: 2 }),
);
const signs = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', '甲', 'à ', '&amp;&#29978;', '\u00a0', '\t', '1') },
  { weight: 1, arbitrary: fc.array(sign, { maxLength: 6 }).map((all) => all.join('')) },
);
const blanks = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('', '\n', '\u00a0') }, signs);

test('bytes read as they are say what they say decoded, and are refused where that is', () => {
  let taken = 0;
  const document = fc
    .tuple(fc.constantFrom('', 'é', '-甲', '\u00a0'), signs, signs, blanks)
    .map(
      ([name, value, text, after]) =>
        `<a${name} b="${value}"><é c='${value}'>${text}</é><![CDATA[${value}]]><?p ${text}?></a${name}>${after}`,
    );
  const bytes = fc
    .tuple(fc.constantFrom('', '\ufeff', '<?xml version="1.0"?>'), document, fc.nat(), fc.nat({ max: 255 }))
    .map(([head, body, at, byte]) => {
      const whole = new TextEncoder().encode(head + body);
      if (at % 4 === 0) whole[at % whole.length] = byte;
      return whole;
    });
  fc.assert(
    fc.property(bytes, (xml) => {
      const decoded = told(() => decodeXml(xml, 'part'));
      if (decoded) taken++;
      expect(told(() => readXml(xml, 'part', readBytes))).toEqual(decoded);
    }),
    { numRuns: 4000 },
  );
  expect(taken).toBeGreaterThan(50);
});
