/** 退改单 and 一览表 as workbooks. */
import { type Form, SEVERITIES } from '../../core';
import { put, wordsOf } from '../../strings/messages';
import { returnWords } from '../../strings/returns';
import { type Column, drawList, type Line, writeLists } from '../listsheet';
import type { ReturnItem, ReturnList, ReturnOptions } from './list';
import type { Covered } from './cover';
import { coverLines } from './cover';
import { answerOf, letterOf } from './words';

const FOOTER = { page: '&P', pages: '&N' };

export function returnWorkbook(list: ReturnList, form: Form, options: ReturnOptions): Promise<Uint8Array> {
  const words = returnWords(options.language);
  const { title, to, body, office, reply } = letterOf(list, form, options);
  const { columns } = words;
  const table: Column<ReturnItem>[] = [
    { title: columns.serial, width: 5, value: (_, index) => index + 1 },
    {
      title: columns.severity,
      width: 7,
      value: ({ severity }) => (severity === null ? words.severity.hard : words.severity[severity]),
      severity: ({ severity }) => severity ?? 'hard',
    },
    { title: columns.message, width: 32, value: ({ message }) => message },
    ...(list.isWord ? [] : [{ title: columns.place, width: 13, value: ({ place }: ReturnItem) => place }]),
    { title: columns.indicator, width: list.isWord ? 32 : 19, value: ({ indicator }) => indicator },
    { title: columns.reported, width: 10, value: ({ reported }) => reported },
    { title: columns.expected, width: 10, value: ({ expected }) => expected },
    { title: columns.difference, width: 9, value: ({ difference }) => difference },
    { title: columns.mend, width: 24, value: ({ mend }) => mend },
    { title: columns.basis, width: 22, value: ({ basis }) => basis },
    {
      title: columns.explanation,
      width: 20,
      value: (item) => answerOf(item, words),
      open: (item) => answerOf(item, words) === null,
    },
  ];
  const drawn = drawList({
    name: words.file,
    items: list.items,
    columns: table,
    header: title,
    footer: put(words.page, FOOTER),
    above: [
      { kind: 'title', text: title },
      { kind: 'strong', text: to },
      ...body.map((text): Line => ({ kind: 'text', text })),
      ...(office === null ? [] : [{ kind: 'right', text: office } as const]),
    ],
    below: [...list.notes, ...(reply === null ? [] : [reply])].map((text) => ({ kind: 'text', text })),
  });
  return writeLists([drawn], { title: put(words.title, { form: form.name }) });
}

export function coverWorkbook(
  covered: readonly Covered[],
  form: Form,
  options: ReturnOptions,
): Promise<Uint8Array> {
  const words = returnWords(options.language);
  const { severity } = wordsOf(options.language);
  const { coverColumns: columns } = words;
  const { title, lines } = coverLines(covered, form, options);
  const table: Column<Covered>[] = [
    { title: columns.serial, width: 6, value: (_, index) => index + 1 },
    { title: columns.region, width: 16, value: ({ region }) => region },
    { title: columns.year, width: 8, value: ({ year }) => year },
    { title: columns.file, width: 28, value: ({ file }) => file },
    {
      title: columns.state,
      width: 34,
      value: ({ state }) => state,
      severity: ({ worst }) => worst,
    },
    ...SEVERITIES.map((key): Column<Covered> => ({
      title: severity[key],
      width: 11,
      value: ({ counts }) => counts?.[key] ?? null,
    })),
    {
      title: columns.returned,
      width: 30,
      value: ({ name }) => name,
      link: ({ name }) => (name === null ? null : { file: `${name}.docx` }),
    },
    { title: columns.done, width: 16, value: () => null },
  ];
  const drawn = drawList({
    name: words.coverFile,
    items: covered,
    columns: table,
    header: title,
    footer: put(words.page, FOOTER),
    above: [{ kind: 'title', text: title }, ...lines.map((text): Line => ({ kind: 'text', text }))],
  });
  return writeLists([drawn], { title });
}
