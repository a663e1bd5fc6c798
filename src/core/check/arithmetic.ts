import { evaluate, evaluateTerm, type Operands } from '../expression/evaluate';
import { operandsOf, type Term } from '../expression/tree';
import type { Form, Rule } from '../form/schema';
import { cumulativeEntry, totalEntry } from '../fill/computed';
import { type CellKey, type CellValue, keyOf } from '../model';
import { type Book, contentOf, figureOf, indicatorOf, numberIn, type Report } from '../report';
import { sumExactly } from '../values/decimal';
import { normalise, readNumber } from '../values/number';
import { type Details, finding, fixCell, plain } from './cite';
import type { Bound, Finding, Fix } from './finding';
import { comparedIn } from './involved';
import { FigureOperands } from './operands';
import { appliesIn, type Subject, subjectsOf } from './scope';

const subjects = new WeakMap<Form, Map<Rule, readonly Subject[]>>();
function subjectsFor(rule: Rule, form: Form): readonly Subject[] {
  let known = subjects.get(form);
  if (!known) subjects.set(form, (known = new Map<Rule, readonly Subject[]>()));
  let list = known.get(rule);
  if (!list) known.set(rule, (list = subjectsOf(rule, form)));
  return list;
}

/** Checks a rule that is an expression, on every figure of its scope. */
export function checkArithmetic(
  rule: Rule,
  report: Report,
  book: Book,
  operands = new FigureOperands(report, book),
): Finding[] {
  if (!rule.holds || !appliesIn(rule, report.year, book.form.since)) return [];
  const findings: Finding[] = [];
  for (const subject of subjectsFor(rule, book.form)) {
    operands.standAt(subject);
    if (evaluate(rule.holds, operands) === false)
      findings.push(describe(rule, subject, report, book, operands));
  }
  return findings;
}

function describe(rule: Rule, subject: Subject, report: Report, book: Book, operands: Operands): Finding {
  const { indicator, period } = subject;
  const self = keyOf(indicator.id, period);
  const actual = numberIn(contentOf(report, self));
  const expected = rule.expected ? evaluateTerm(rule.expected, operands) : null;
  const limit = expected ?? limitOf(rule, subject, operands);
  const details: Details = {
    keys: [self, ...citedWith(rule, subject, book)],
    expected: limit,
    bound: limit === null ? null : boundOf(rule, subject),
    difference: actual !== null && limit !== null ? sumExactly([actual, -limit]) : null,
    params: paramsOf(rule, subject, report, operands),
    fix: fixFor(rule, subject, report, book, expected),
  };
  return finding(rule, report, withSpecials(rule, details, subject, report, operands, book));
}

/** Where a rule only bounds a figure, the bound is what is expected; a figure below 0 has none (TYP). */
function limitOf(rule: Rule, subject: Subject, operands: Operands): number | null {
  if (!rule.holds || !('right' in rule.holds) || rule.id.startsWith('TYP')) return null;
  const { left, right } = rule.holds;
  return evaluateTerm(isOwn(right, subject) ? left : right, operands);
}

/** Whether a rule only bounds the figure that it is checked for, or says no more than what it mostly is. */
function boundOf({ holds, severity }: Rule, subject: Subject): Bound | null {
  const bounds = (holds ? comparedIn(holds) : []).flatMap(({ left, is, right }): Bound[] => {
    const turned = isOwn(right, subject);
    if (!turned && !isOwn(left, subject)) return [];
    if (is === '≥' || is === '>') return [turned ? 'most' : 'least'];
    if (is === '≤' || is === '<') return [turned ? 'least' : 'most'];
    return is === '=' && severity === 'info' ? ['usual'] : [];
  });
  return bounds[0] ?? null;
}

const isOwn = (term: Term, { indicator, period }: Subject): boolean =>
  'cell' in term &&
  (term.cell === 'self' || term.cell === indicator.id) &&
  (term.period ?? period) === period;

/** The other cells that the rule looks at, in reading order. */
function citedWith(rule: Rule, { indicator, period }: Subject, book: Book): CellKey[] {
  const self = keyOf(indicator.id, period);
  const keys = [rule.holds!, ...(rule.expected ? [rule.expected] : [])]
    .flatMap(operandsOf)
    .map(({ cell, period: at }): CellKey => {
      const id = cell === 'self' ? indicator.id : cell;
      return keyOf(id, at ?? (indicatorOf(book.form, id)?.periods === 'value' ? 'value' : period));
    });
  return [...new Set(keys)].filter((key) => key !== self);
}

/** The figures that the message of a rule names (strings/messages.ts). */
function paramsOf(
  rule: Rule,
  { indicator }: Subject,
  report: Report,
  operands: Operands,
): Record<string, number | string> {
  const named: Record<string, number | null> = {};
  if (rule.id.startsWith('CUM')) {
    named.y = figureOf(report, keyOf(indicator.id, 'year'));
    named.c = figureOf(report, keyOf(indicator.id, 'cumulative'));
    named.prior = operands.prior('self');
    named.adj = operands.adjustment('self');
  }
  if (rule.id.startsWith('CAP')) {
    named.experts = figureOf(report, 'capacity.experts/value');
    named.consultancies = figureOf(report, 'capacity.consultancies/value');
    named.consultants = figureOf(report, 'capacity.consultants/value');
  }
  if (rule.id.startsWith('HIS')) {
    named.y = figureOf(report, keyOf(indicator.id, 'year'));
    named.before = operands.before('self');
    named.prior = operands.prior('self');
  }
  if (/^(?:TRN|ACC|RET|EFF|CAP-04|AGR)/.test(rule.id)) {
    for (const { cell, period } of operandsOf(rule.holds!)) {
      const id = cell === 'self' ? indicator.id : cell;
      named[id.slice(id.lastIndexOf('.') + 1)] = numberOf(operands.value(cell, period));
    }
  }
  return Object.fromEntries(
    Object.entries(named).filter((pair): pair is [string, number] => pair[1] !== null),
  );
}

const numberOf = (value: CellValue): number | null => (typeof value === 'number' ? normalise(value) : null);

function withSpecials(
  rule: Rule,
  details: Details,
  { indicator, period }: Subject,
  report: Report,
  operands: Operands,
  book: Book,
): Details {
  const self = keyOf(indicator.id, period);
  const { value } = contentOf(report, self);
  if (rule.id === 'TYP-04' && typeof value === 'string') {
    const reading = readNumber(value, indicator.unit);
    const read = 'value' in reading ? reading.value : null;
    const offered = read ?? (reading.kind === 'none' ? 0 : null);
    const fix =
      offered === null ? null : fixCell(report, self, plain(offered), rule.id, reading.kind !== 'spelling');
    return { ...details, expected: offered, fix };
  }
  if (rule.id === 'CAP-02') {
    const has = operands.value('capacity.hasExpertPool', 'value');
    const yes = typeof has === 'string' && has.trim().startsWith('有') && !has.includes('无');
    return { ...details, params: { ...details.params, has: yes ? 'yes' : 'no' } };
  }
  if (rule.id === 'CUM-11' && report.year !== null) {
    const entry = book.ledger?.entry(indicator.id, report.year);
    const cells = entry && book.ledger ? [book.ledger.cite(entry.adjustment, indicator.id)] : [];
    return { ...details, cells };
  }
  return details;
}

/** A repair, where what should stand there can be proven. */
function fixFor(
  rule: Rule,
  { indicator, period }: Subject,
  report: Report,
  book: Book,
  expected: number | null,
): Fix | null {
  const key = keyOf(indicator.id, period);
  if (
    rule.id === 'CUM-02' ||
    rule.id === 'CUM-04' ||
    rule.id === 'CUM-05' ||
    rule.id === 'CUM-06' ||
    rule.id === 'CUM-08'
  ) {
    if (expected === null || contentOf(report, key).formula !== null) return null;
    return fixCell(report, key, cumulativeEntry(report, book, indicator.id, expected), rule.id);
  }
  if (rule.id.startsWith('SUM-0') && indicator.sumOf && expected !== null) {
    if (contentOf(report, key).formula !== null) return null;
    return fixCell(report, key, totalEntry(report, indicator, period, expected), rule.id);
  }
  return null;
}
