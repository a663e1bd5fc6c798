/** Writes docs/rules.zh-CN.md, the rule book. */
import './typescript.mjs';
import { keepGenerated } from './generated.mjs';

const { ruleBookText } = await import('../src/app/rulebook');
const { form } = await import('../src/core/index');
await keepGenerated(
  { 'docs/rules.zh-CN.md': `${ruleBookText(form, 'zh-CN')}\n` },
  'node scripts/rulebook.mjs',
);
