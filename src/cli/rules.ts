/** rules: the rule book. */
import type { RulesResult } from '../app/contract';
import { ruleBook, ruleBookText } from '../app/rulebook';
import { form } from '../core';
import { save } from './files';
import { choose, EXIT, type Run, UsageError } from './usage';

export const rules: Run = (names, values, say, language) => {
  const format = choose('--format', values.format, ['md', 'json'], say);
  if (names.length > 0) throw new UsageError(say('noNames', { name: 'rules' }));
  const result: RulesResult = {
    version: 1,
    form: { id: form.id, version: form.version, name: form.name },
    rules: ruleBook(form, language).flatMap((group) =>
      group.rules.map(({ foreign, messages, examples, ...rule }) => ({
        ...rule,
        messages: [...messages],
        examples: { fails: [...examples.fails], passes: [...examples.passes] },
        native: foreign === null,
        foreign,
      })),
    ),
  };
  const text = format === 'json' ? JSON.stringify(result, null, 1) : ruleBookText(form, language);
  save(values.output, `${text}\n`, say);
  return EXIT.done;
};
