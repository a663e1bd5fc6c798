/** The shape of any such form: what is printed, where, what may stand in it and what has to hold. */
import { z } from 'zod';
import { conditionSchema, termSchema } from '../expression/schema';

/** Columns of the printed grid, e.g. "E" or "E:F". */
const columns = z.string().regex(/^[A-Z](:[A-Z])?$/);

/** How an indicator adds up over the years (rules.md, "Semantics" 3). */
const kind = z.enum(['flow', 'distinct', 'effect', 'title', 'stock', 'choice']);

export const indicatorSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  /** Heading that the label stands under, '' where there is none. */
  group: z.string(),
  unit: z.string(),
  kind,
  /** Both figures (××年 and 累计), or one. */
  periods: z.enum(['pair', 'value']),
  note: z.number().int().nullable(),
  /** Decimals that the unit can mean here, where they differ from the unit's. */
  decimals: z.number().int().nonnegative().optional(),
  /** An equality: this one is the sum of these (合计 of 二 and 三). */
  sumOf: z.array(z.string()).optional(),
  /** "Of which": the whole that these are a part of (总计/合计 of 六). */
  partsAre: z.array(z.string()).optional(),
});

/** A heading over one indicator. In a band of pairs the year and the 累计 have their own columns. */
const leaf = z.strictObject({
  label: z.string(),
  indicator: z.string(),
  columns,
  cumulative: columns.optional(),
});
const group = z.strictObject({ label: z.string(), children: z.array(leaf).min(1) });
const header = z.union([leaf, group]);

const heights = z.array(z.number().positive());
const band = z.discriminatedUnion('shape', [
  /** Headings; below each ××年 and 累计 side by side; below those the inputs. */
  z.strictObject({ shape: z.literal('pairs'), headers: z.array(header), heights }),
  /** Headings; below them a row ××年 and a row 累计, whose labels stand to the left. */
  z.strictObject({
    shape: z.literal('rows'),
    label: z.string(),
    labelColumns: columns,
    headers: z.array(header),
    heights,
  }),
  /** Headings with one input below each. */
  z.strictObject({ shape: z.literal('values'), headers: z.array(header), heights }),
  /** A row an item: its label, then ××年 [ ] 累计 [ ] in a line under each heading. */
  z.strictObject({
    shape: z.literal('lines'),
    labelColumns: columns,
    headers: z.array(z.strictObject({ label: z.string(), columns, cells: z.array(columns).length(4) })),
    lines: z.array(z.strictObject({ label: z.string(), indicators: z.array(z.string()) })),
    heights,
  }),
  /** A list that may grow. */
  z.strictObject({
    shape: z.literal('list'),
    id: z.string(),
    fields: z.array(
      z.strictObject({ id: z.string(), label: z.string(), columns, type: z.enum(['text', 'date']) }),
    ),
    printedRows: z.number().int().positive(),
    heights,
  }),
  /** One free text beside the section's title. */
  z.strictObject({ shape: z.literal('text'), id: z.string(), columns, heights }),
]);

export const sectionSchema = z.strictObject({
  id: z.string(),
  /** As printed, with its note mark. */
  title: z.string(),
  titleColumns: columns,
  /** How a message calls it. */
  short: z.string(),
  pageBreakBefore: z.boolean().optional(),
  bands: z.array(band).min(1),
});

const headItem = z.strictObject({
  columns,
  text: z.string().optional(),
  field: z.string().optional(),
  style: z.enum(['attachment', 'title', 'plain']),
  align: z.enum(['left', 'center', 'right']),
});

export const ruleSchema = z.strictObject({
  id: z.string(),
  severity: z.enum(['hard', 'soft', 'info']),
  /** The stage from which it is checked. */
  stage: z.enum(['draft', 'final']),
  note: z.number().int().nullable(),
  /** Which figures it is checked for, one by one; all conditions given have to be met. */
  scope: z
    .strictObject({
      ids: z.array(z.string()).optional(),
      kinds: z.array(kind).optional(),
      units: z.array(z.string()).optional(),
      sections: z.array(z.string()).optional(),
      periods: z.array(z.enum(['year', 'cumulative', 'value'])),
      /** Only the year that 累计 begins with, or only later ones. */
      years: z.enum(['first', 'later']).optional(),
    })
    .optional(),
  /** What has to hold; absent where the check is no arithmetic and stands in check/ under the rule's id. */
  holds: conditionSchema.optional(),
  /** What should stand in the cell, where that can be said. */
  expected: termSchema.optional(),
  /** The rule that says more, where both are violated by one cause. */
  follows: z.string().optional(),
  /** HIS-02: which part of at least so many figures has to be the same. */
  share: z.number().min(0).max(1).optional(),
  least: z.number().int().positive().optional(),
});

export const formSchema = z.strictObject({
  id: z.string(),
  version: z.string(),
  name: z.string(),
  /** 累计 counts from 1 January of this year (note [1]). */
  since: z.number().int(),
  grid: z.strictObject({
    widths: z.array(z.number().positive()),
    frame: z.tuple([columns, columns]),
    /** Points of a column's width of 1, and of a text's signs and lines as they are printed. */
    pointsPerWidth: z.number().positive(),
    textSize: z.number().positive(),
    lineHeight: z.number().positive(),
  }),
  head: z.strictObject({
    rows: z.array(z.strictObject({ height: z.number().positive(), items: z.array(headItem) })),
    fields: z.array(
      z.strictObject({ id: z.string(), label: z.string(), type: z.enum(['region', 'year', 'text']) }),
    ),
    tableHeight: z.number().positive(),
    table: z.array(z.strictObject({ columns, text: z.string() })),
  }),
  yearLabel: z.strictObject({ blank: z.string(), suffix: z.string(), firstMark: z.string() }),
  cumulativeLabel: z.string(),
  units: z.array(
    z.strictObject({
      unit: z.string(),
      whole: z.boolean(),
      decimals: z.number().int().nonnegative(),
      /** The unit that is filled in by mistake, and how many of it make one of this. */
      slip: z.strictObject({ unit: z.string(), factor: z.number().positive() }).optional(),
    }),
  ),
  indicators: z.array(indicatorSchema),
  sections: z.array(sectionSchema),
  notes: z.array(z.string()),
  notesTitle: z.string(),
  regions: z.array(z.string()),
  /** Regions that report by themselves, yet may be in the figures of a province (rules.md, "Semantics" 11). */
  /** When a reporter's figure is far from those of its peers (median and MAD on the log scale). */
  peers: z.strictObject({ deviations: z.number(), factor: z.number(), least: z.number().int() }),
  unitsWithin: z.array(z.strictObject({ region: z.string(), within: z.string() })),
  rules: z.array(ruleSchema),
});

export type Rule = z.infer<typeof ruleSchema>;
export type Indicator = z.infer<typeof indicatorSchema>;
export type Section = z.infer<typeof sectionSchema>;
export type Band = Section['bands'][number];
export type Header = z.infer<typeof header>;
export type HeaderGroup = z.infer<typeof group>;
export type HeaderLeaf = z.infer<typeof leaf>;
export type Form = z.infer<typeof formSchema>;
