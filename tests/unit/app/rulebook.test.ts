/** The rule book: in words, from the rules' own data. */
import { ruleBook, ruleBookText } from '../../../src/app/rulebook';
import { form } from '../../../src/core';
import { LANGUAGES } from '../../../src/strings/messages';
import { nativeRules } from '../../../src/template/native';

const ids = [...new Set(form.rules.map(({ id }) => id))].sort();

describe.each(LANGUAGES)('the rule book in %s', (language) => {
  const entries = ruleBook(form, language).flatMap(({ rules }) => rules);

  it('has every rule once, in groups that have a name', () => {
    expect(entries.map(({ id }) => id).sort()).toEqual(ids);
    for (const { id, title } of ruleBook(form, language)) expect(title).not.toBe(id);
  });

  it('says of each what it is about, what it says and how to mend it, without placeholders', () => {
    for (const { about, why, messages, mend, examples } of entries) {
      expect([examples.fails.length > 0, examples.passes.length > 0]).toEqual([true, true]);
      for (const text of [about, why, ...messages, mend, ...examples.fails, ...examples.passes])
        expect(text).toMatch(/^[^{}]+$/);
      expect(messages.length).toBeGreaterThan(0);
    }
  });

  it('names the rules that the workbook does not show by itself, each with a reason', () => {
    const native = entries.filter(({ foreign }) => foreign === null).map(({ id }) => id);
    expect(native.sort()).toEqual([...nativeRules(form)].sort());
    const text = ruleBookText(form, language);
    const list = text.slice(text.lastIndexOf('\n## ', text.lastIndexOf('\n## ') - 1));
    for (const { id, foreign } of entries) expect([id, list.includes(id)]).toEqual([id, foreign !== null]);
  });

  it('is Markdown with the form, the rules and its notes', () => {
    const text = ruleBookText(form, language);
    expect(text).toContain(form.name);
    for (const id of ids) expect(text).toContain(`### ${id}\n`);
    expect(text.match(/^\d\. /gm)).toHaveLength(form.notes.length);
  });
});
