import { words as en } from '../../../src/strings/en';
import * as rulesEn from '../../../src/strings/rules.en';
import * as rulesZh from '../../../src/strings/rules.zh-CN';
import { wordWords } from '../../../src/strings/word';
import { returnWords } from '../../../src/strings/returns';
import { rollUpPanelWords } from '../../../src/strings/rollupPanel';
import { ruleBookWords } from '../../../src/strings/rulebook';
import { rollUpWords } from '../../../src/strings/rollup';
import { worklistWords } from '../../../src/strings/worklist';
import { words as zhCN } from '../../../src/strings/zh-CN';

type Tree = { readonly [key: string]: string | Tree };

const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

const pairs: [string, Tree, Tree][] = [
  ['words', zhCN, en],
  ['words for Word files', wordWords('zh-CN'), wordWords('en')],
  ['words of the rule book', ruleBookWords('zh-CN'), ruleBookWords('en')],
  ['words of the roll-up', rollUpWords('zh-CN'), rollUpWords('en')],
  ['words of the worklist', worklistWords('zh-CN'), worklistWords('en')],
  ['words of the return lists', returnWords('zh-CN'), returnWords('en')],
  ['words of the roll-up panel', rollUpPanelWords('zh-CN'), rollUpPanelWords('en')],
  ['rule messages', rulesZh.rules, rulesEn.rules],
  ['ways to mend', rulesZh.mend, rulesEn.mend],
  ['reasons', rulesZh.why, rulesEn.why],
];

describe.each(pairs)('%s in Chinese and English', (_, zh, english) => {
  const chinese = new Map(leaves(zh));
  const other = new Map(leaves(english));

  it('have the same keys', () => {
    expect([...other.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it('have the same placeholders', () => {
    for (const [key, text] of chinese) {
      expect({ key, names: placeholders(other.get(key) ?? '') }).toEqual({ key, names: placeholders(text) });
    }
  });

  it('are never empty, but for the period of a single value', () => {
    for (const [key, text] of [...chinese, ...other]) {
      if (!/^(?:period|field)\.value$/.test(key))
        expect({ key, text: text.trim() }).not.toEqual({ key, text: '' });
    }
  });
});

it('says for every rule what is wrong, how to mend it and why', () => {
  const rules = new Set(Object.keys(rulesZh.rules).map((key) => key.split('.')[0]!));
  // Messages of a rule may each have their own.
  const mended = Object.keys(rulesZh.mend).map((key) => key.split('.')[0]!);
  expect([...new Set(mended)].sort()).toEqual([...rules].sort());
  for (const key of Object.keys(rulesZh.mend))
    expect([key, key in rulesZh.rules || rules.has(key)]).toEqual([key, true]);
  expect(Object.keys(rulesZh.why).sort()).toEqual([...rules].sort());
});
