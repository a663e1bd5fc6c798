/** XML as a tree of elements, for the check scripts. */
import { SaxesParser } from 'saxes';

/** @typedef {{ name: string, attributes: Record<string, string>, children: Element[], text: string }} Element */

/** @param {string} xml @returns {Element} */
export function parseXml(xml) {
  const parser = new SaxesParser();
  /** @type {Element} */
  const top = { name: '', attributes: {}, children: [], text: '' };
  const stack = [top];
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [], text: '' };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on('text', (text) => {
    const element = stack.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => stack.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return top.children[0] ?? top;
}

/** The element and all below it, as written. @param {Element} element @returns {Element[]} */
export const descend = (element) => [element, ...element.children.flatMap(descend)];

/** @param {Element} element @param {string} name */
export const child = (element, name) => element.children.find((one) => one.name === name);
